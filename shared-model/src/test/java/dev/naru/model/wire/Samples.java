package dev.naru.model.wire;

import dev.naru.model.AdmissionRate;
import dev.naru.model.ByteSize;
import dev.naru.model.DrawAmong;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawPlan;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.EndReason;
import dev.naru.model.HoldReason;
import dev.naru.model.IdentityMode;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.UserMarks;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.*;
import dev.naru.model.event.*;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** One full sample of every command and event: what the golden files hold. */
final class Samples {
  static final UUID SESSION = UUID.fromString("01932b5e-0000-7000-8000-000000000001");
  static final UUID OTHER_SESSION = UUID.fromString("01932b5e-0000-7000-8000-000000000002");
  static final UUID TRANSFER = UUID.fromString("01932b5e-0000-7000-8000-0000000000b1");
  static final UUID QUERY = UUID.fromString("01932b5e-0000-7000-8000-0000000000a1");
  static final UUID OTHER_QUERY = UUID.fromString("01932b5e-0000-7000-8000-0000000000a2");
  static final UUID ANNOUNCEMENT = UUID.fromString("01932b5e-0000-7000-8000-0000000000b1");
  static final UUID DRAW = UUID.fromString("01932b5e-0000-7000-8000-0000000000c1");
  static final String SEED = "0123456789abcdef".repeat(4);
  static final DrawPlan DRAW_PLAN =
      new DrawPlan(
          "경품 1",
          2,
          DrawAmong.ACTIVE,
          Duration.ofSeconds(3),
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          true);
  static final DrawStart DRAW_START =
      new DrawStart(41, HashChain.GENESIS, 300, HashChain.hashOf(null));
  static final List<DrawWinner> WINNERS =
      List.of(
          new DrawWinner(SESSION, 17, UserMarks.of("default", "u-17")),
          new DrawWinner(OTHER_SESSION, 4, UserMarks.of("default", "u-4")));
  static final RawJson PAYLOAD = new RawJson("{\"text\":\"안녕\",\"n\":1.10}");
  static final RawJson PROBLEM =
      new RawJson("{\"type\":\"urn:naru:problem:upstream-failed\",\"title\":\"x\"}");

  static final RoomSettings ROOM_SETTINGS =
      RoomSettings.plain(
          20,
          100_000,
          Duration.ofMinutes(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(11),
          Duration.ofSeconds(12),
          new AdmissionRate(50, Duration.ofSeconds(10)),
          IdentityMode.OPEN,
          List.of("default", "bot"),
          new QueryLimits(2, 1_000, ByteSize.ofKilobytes(256), null));

  static final PoolSettings POOL_SETTINGS =
      new PoolSettings(
          10,
          1,
          3,
          Duration.ZERO,
          ByteSize.ofKilobytes(512),
          WhenUnavailable.HOLD,
          UpstreamSettings.of(
              UpstreamKind.HTTP,
              URI.create("http://127.0.0.1:9000/answer"),
              Duration.ofSeconds(60)),
          null,
          null);

  static final List<Command> COMMANDS =
      List.of(
          new RequestSession(SESSION, "default", "u-17", "key-1"),
          new LeaveSession(SESSION),
          new ExpireSessions("default", EndReason.IDLE, List.of(SESSION, OTHER_SESSION)),
          new SubmitQuery(QUERY, SESSION, PAYLOAD, 60_000, "default", "key-2"),
          new CancelQuery(QUERY, SESSION),
          new StartQuery(QUERY, "default", 3, 1, "worker-1"),
          new FinishQuery(QUERY, "default", 3, 1, QueryState.FAILED, null, PROBLEM),
          new ConfigureRoom("default", ROOM_SETTINGS, SettingsSource.FILE),
          new ConfigurePool("default", POOL_SETTINGS, SettingsSource.FILE),
          new PlacePool("default", List.of("bot"), 3),
          new HoldPool("default", HoldReason.UPSTREAM, 25_000),
          new ReleasePool("default", HoldReason.UPSTREAM),
          new PauseAdmission("default"),
          new ResumeAdmission("default"),
          new OpenRoom("default"),
          new CloseRoom("default"),
          new DrainRoom("default"),
          new ScheduleRoom("default", 1_763_690_400_000L, 1_763_719_200_000L, "5e".repeat(32)),
          new EvictSession(SESSION),
          new PrepareDraw(DRAW, "default", DRAW_PLAN, SEED),
          new AdvanceDraw(DRAW, "default", DrawPhase.STANDBY),
          new CancelDraw(DRAW, "default"),
          new TransferSession(TRANSFER, SESSION, 41),
          new MoveSession(SESSION, 1, "came in a wheelchair"),
          new Announce(ANNOUNCEMENT, "default", "안녕하세요\nWe open at 10"),
          new Tick());

  static final List<Event> EVENTS =
      List.of(
          new TermBegan("0.1.0"),
          new SessionQueued(SESSION, "default", "u-17", 17, 3, "key-1"),
          new SessionMatched(OTHER_SESSION, SESSION, "default", "u-17", "key-1"),
          new SessionAdmitted(SESSION, "default", 17, 1_763_690_400_000L),
          new SessionMoved(SESSION, "default", 5, 1, 17, 12.5, "came in a wheelchair"),
          new SessionEnded(SESSION, "default", EndReason.LEFT),
          new SessionTransferred(SESSION, "default", TRANSFER),
          new QueryQueued(QUERY, SESSION, "default", "default", PAYLOAD, 60_000, "key-2"),
          new QueryMatched(OTHER_QUERY, QUERY, SESSION),
          new QueryAssigned(QUERY, "default", 3),
          new QueryStarted(QUERY, "default", 3, 1, "worker-1"),
          new QueryCancelled(QUERY, SESSION, "default", 3, QueryCancelled.Cause.REQUESTED),
          new QueryFinished(QUERY, SESSION, "default", 3, 1, QueryState.SUCCEEDED, PAYLOAD, null),
          new QueryTimedOut(QUERY, SESSION, "default", 3, PROBLEM),
          new SlotFreed(QUERY, "default", 3),
          new RoomConfigured("default", ROOM_SETTINGS, SettingsSource.FILE),
          new PoolConfigured("default", POOL_SETTINGS, SettingsSource.OPERATOR),
          new PoolPlaced("default", 2),
          new PoolHeld("default", HoldReason.UPSTREAM, 1_763_690_425_000L),
          new PoolReleased("default", HoldReason.UPSTREAM),
          new AdmissionPaused("default"),
          new AdmissionResumed("default"),
          new RoomOpened("default"),
          new RoomClosed("default"),
          new RoomDrained("default"),
          new DrawPrepared(
              DRAW, "default", DRAW_PLAN, SEED, HashChain.hashOf(null), 1_763_690_403_000L),
          new DrawStarted(DRAW, "default", DRAW_START, WINNERS, 1_763_690_406_000L),
          new WinnersDrawn(DRAW, "default", SEED, DRAW_START, WINNERS, 1_763_690_409_000L),
          new DrawFinished(DRAW, "default"),
          new DrawCancelled(DRAW, "default"),
          new RoomScheduled("default", 1_763_690_400_000L, 1_763_719_200_000L, "5e".repeat(32)),
          new PreQueueBegan("default", 1_763_688_600_000L),
          new LotteryDrawn("default", "5e".repeat(32), HashChain.GENESIS, 2, 18),
          new SessionsDrawn("default", 18, 0, List.of(OTHER_SESSION, SESSION)),
          new Announced(ANNOUNCEMENT, "default", "안녕하세요\nWe open at 10"),
          new CommandRefused(
              "RequestSession",
              RefusalReason.LINE_FULL,
              "Expected room",
              "default",
              "u-17",
              SESSION,
              null),
          new TimePassed());

  private Samples() {}
}
