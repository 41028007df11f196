package dev.naru.admission.sim;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.EndReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.Announce;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.CloseRoom;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.DrainRoom;
import dev.naru.model.command.EvictSession;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.OpenRoom;
import dev.naru.model.command.PauseAdmission;
import dev.naru.model.command.PlacePool;
import dev.naru.model.command.ReleasePool;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.ResumeAdmission;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.Tick;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.SessionQueued;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a log, biased to the edges: few users, ids and keys that come again, with
 * other content too, repeated bytes, garbage, and times that stand still or jump.
 */
final class CommandGenerator {
  private static final int REMEMBERED = 24;

  private final SplittableRandom random;
  private final Profile profile;
  private final Choices choices;
  private final RandomSchedule schedules;
  private final RandomWorker worker;
  private final RandomDraws draws;
  private final List<byte[]> written = new ArrayList<>();
  private final List<UUID> sessionIds = new ArrayList<>();
  private final List<UUID> queryIds = new ArrayList<>();
  private final List<SubmitQuery> submitted = new ArrayList<>();
  private long now = 1_763_690_400_000L;

  CommandGenerator(SplittableRandom random, Profile profile) {
    this.random = random;
    this.profile = profile;
    this.choices = new Choices(random, profile);
    this.schedules = new RandomSchedule(random, choices);
    this.worker = new RandomWorker(random);
    this.draws = new RandomDraws(random, choices, profile);
  }

  /**
   * A record to append.
   *
   * @param isAtDeadline whether it is a tick at the very time that the state named
   */
  record Record(byte @Nullable [] value, long timestamp, boolean isAtDeadline) {}

  Record next(RoomsView state) {
    OptionalLong deadline = state.nextDeadline();
    if (deadline.isPresent() && choices.oneIn(profile.isCrowd() ? 200 : 20)) {
      now = Math.max(now, deadline.getAsLong());
      return new Record(Machine.encode(new Tick()), now, true);
    }
    long timestamp = timestamp(deadline);
    byte[] value = value(state);
    if (value != null) {
      written.add(value);
    }
    return new Record(value, timestamp, false);
  }

  /** Takes note of what the workers and clients would see. */
  void saw(List<Envelope> envelopes) {
    for (Envelope envelope : envelopes) {
      worker.saw(envelope.event());
      if (envelope.event() instanceof SessionQueued queued) {
        remember(sessionIds, queued.sessionId());
      } else if (envelope.event() instanceof QueryQueued queued) {
        remember(queryIds, queued.queryId());
      }
    }
  }

  private long timestamp(OptionalLong deadline) {
    int kind = random.nextInt(100);
    if (kind < 60) {
      now += random.nextInt(40);
    } else if (kind < 66) {
      return now - random.nextInt(1, 10_000);
    } else if (kind < 72 && deadline.isPresent() && choices.oneIn(profile.isCrowd() ? 20 : 1)) {
      long late = profile.isCrowd() ? 1_000 : -random.nextInt(2);
      now = Math.max(now, deadline.getAsLong() + late);
    } else if (kind < 76) {
      now += random.nextInt(profile.isCrowd() ? 100 : 20_000);
    } else if (kind == 76 && choices.oneIn(profile.isCrowd() ? 40 : 4)) {
      now += Model.KEY_KEPT_MILLIS - random.nextInt(2) * random.nextInt(10_000);
    }
    return now;
  }

  private byte @Nullable [] value(RoomsView state) {
    int kind = random.nextInt(100);
    if (kind < 2) {
      return choices.garbage();
    }
    if (kind < 4 && !written.isEmpty()) {
      return choices.mutated(written.get(random.nextInt(written.size())));
    }
    if (kind < 7 && !written.isEmpty()) {
      return written.get(random.nextInt(written.size()));
    }
    return Machine.encode(command(state));
  }

  private Command command(RoomsView state) {
    int kind = random.nextInt(100);
    if (kind < 2 || (state.pools().size() < 2 && kind < 70)) {
      return new ConfigurePool(choices.pool(), choices.poolSettings(), choices.source());
    }
    if (profile.isCrowd() && isCrowded(state) && choices.oneIn(50)) {
      RoomSettings large = roomSettings().withCapacity(profile.mostCapacity());
      return new ConfigureRoom("a", large, choices.source());
    }
    boolean rather = !profile.isCrowd() || choices.oneIn(20);
    if ((kind < 5 && rather) || (state.rooms().size() < 3 && kind < 50)) {
      return new ConfigureRoom(choices.room(), roomSettings(), choices.source());
    }
    if (kind < 9) {
      if (choices.oneIn(3)) {
        return schedules.command(state, now);
      }
      return choices.oneIn(4) ? place() : choices.oneIn(4) ? announce() : roomChange();
    }
    if (kind < 12) {
      return draws.next(state);
    }
    if (kind < (profile.isCrowd() ? 80 : 40)) {
      return request();
    }
    if (kind < (profile.isCrowd() ? 83 : 46)) {
      UUID session = session(state);
      if (choices.oneIn(4)) {
        return operated(session);
      }
      return choices.oneIn(4) ? transfer(session) : new LeaveSession(session);
    }
    if (kind < (profile.isCrowd() ? 86 : 50)) {
      return expire(state);
    }
    return kind < (profile.isCrowd() ? 90 : 76) ? submit(state) : queryCommand(state);
  }

  /** Often by a token that is older than the last transfer. */
  private TransferSession transfer(UUID session) {
    return new TransferSession(choices.newId(), session, random.nextInt(written.size() + 1));
  }

  private RoomSettings roomSettings() {
    RoomSettings settings = choices.roomSettings();
    return choices.oneIn(profile.isCrowd() ? 6 : 3)
        ? settings.withSchedule(schedules.settings(now, profile.mostCapacity()))
        : settings;
  }

  private Command operated(UUID session) {
    return choices.oneIn(3)
        ? new EvictSession(session)
        : new MoveSession(session, 1 + choices.upTo(profile.isCrowd() ? 3_000 : 6), "why");
  }

  /** Mostly pools that live elsewhere: those of this log are placed too seldom to be missed. */
  private PlacePool place() {
    List<String> others = List.of("p", "q", "elsewhere-1", "elsewhere-2");
    String pool =
        choices.oneIn(20) ? choices.pool() : "elsewhere-" + random.nextInt(4 + written.size() / 20);
    List<String> beside = choices.oneIn(2) ? List.of() : List.of(choices.oneOf(others));
    return new PlacePool(pool, beside, 1 + random.nextInt(4));
  }

  /** Few ids, so that some come again. */
  private Announce announce() {
    String text = choices.oneIn(4) ? "" : "we open at " + random.nextInt(24);
    return new Announce(new UUID(0, random.nextInt(4)), choices.room(), text);
  }

  /** Whether more wait than one command may move. */
  private static boolean isCrowded(RoomsView state) {
    return state.rooms().stream().anyMatch(room -> room.waiting() > 1_200);
  }

  private Command queryCommand(RoomsView state) {
    int kind = random.nextInt(10);
    if (kind < 2) {
      return choices.oneIn(2) ? new CancelQuery(query(), session(state)) : poolChange();
    }
    return kind == 2 ? worker.wrong(choices, query()) : worker.right(choices, state);
  }

  /** Released rather often: a pool that is held for good makes for a dull run. */
  private Command poolChange() {
    String pool = choices.oneIn(20) ? "nowhere" : choices.pool();
    return choices.oneIn(2)
        ? new HoldPool(pool, choices.holdReason(), choices.holdMillis())
        : new ReleasePool(pool, choices.oneIn(2) ? null : choices.holdReason());
  }

  private Command request() {
    UUID id = choices.oneIn(10) && !sessionIds.isEmpty() ? pick(sessionIds) : choices.newId();
    return new RequestSession(id, choices.room(), choices.user(), choices.key());
  }

  private Command roomChange() {
    String room = choices.room();
    return switch (random.nextInt(profile.isCrowd() ? 60 : 7)) {
      case 0 -> new PauseAdmission(room);
      case 1, 2 -> new ResumeAdmission(room);
      case 3 -> new CloseRoom(room);
      case 4 -> new DrainRoom(room);
      default -> new OpenRoom(room);
    };
  }

  private Command expire(RoomsView state) {
    EndReason reason =
        choices.oneOf(List.of(EndReason.IDLE, EndReason.ABANDONED, EndReason.NO_SHOW));
    int most = profile.isCrowd() && choices.oneIn(20) ? ExpireSessions.MOST_SESSIONS : 4;
    List<UUID> ids = Stream.generate(() -> session(state)).limit(random.nextInt(most + 1)).toList();
    return new ExpireSessions(choices.room(), reason, ids);
  }

  /** Often what was asked before, under a new id: the same key, the same content. */
  private Command submit(RoomsView state) {
    if (!submitted.isEmpty() && choices.oneIn(6)) {
      SubmitQuery again = submitted.get(random.nextInt(submitted.size()));
      return new SubmitQuery(
          choices.newId(),
          again.sessionId(),
          again.payload(),
          again.timeoutMillis(),
          again.pool(),
          again.idempotencyKey());
    }
    SubmitQuery submit = newSubmit(state);
    remember(submitted, submit);
    return submit;
  }

  private SubmitQuery newSubmit(RoomsView state) {
    UUID id = choices.oneIn(12) ? query() : choices.newId();
    long timeout = choices.oneIn(2) ? 0 : random.nextInt(100_000);
    String pool = choices.oneIn(2) ? null : choices.pool();
    UUID session = session(state);
    for (int tries = 0; tries < 4 && !isActive(state, session); tries++) {
      session = session(state);
    }
    return new SubmitQuery(id, session, choices.payload(), timeout, pool, choices.key());
  }

  /** A session's id, mostly of a live one, sometimes an alias or one that never was. */
  private UUID session(RoomsView state) {
    if (sessionIds.isEmpty() || choices.oneIn(25)) {
      return choices.newId();
    }
    UUID id = pick(sessionIds);
    for (int tries = 0; tries < 6 && state.session(id) == null; tries++) {
      id = pick(sessionIds);
    }
    var session = state.session(id);
    boolean alias = session != null && !session.aliases().isEmpty() && choices.oneIn(4);
    return alias ? session.aliases().getLast() : id;
  }

  private static boolean isActive(RoomsView state, UUID id) {
    var session = state.session(id);
    return session != null && session.state() == SessionState.ACTIVE;
  }

  private UUID query() {
    return queryIds.isEmpty() || choices.oneIn(25) ? choices.newId() : pick(queryIds);
  }

  private UUID pick(List<UUID> ids) {
    return ids.get(random.nextInt(ids.size()));
  }

  private <T> void remember(List<T> things, T thing) {
    things.add(thing);
    if (things.size() > (profile.isCrowd() ? profile.users() : REMEMBERED)) {
      things.removeFirst();
    }
  }
}
