package dev.naru.admission.history;

import static dev.naru.admission.history.HistoryEvents.admitted;
import static dev.naru.admission.history.HistoryEvents.configured;
import static dev.naru.admission.history.HistoryEvents.ended;
import static dev.naru.admission.history.HistoryEvents.envelope;
import static dev.naru.admission.history.HistoryEvents.matched;
import static dev.naru.admission.history.HistoryEvents.queued;
import static dev.naru.admission.history.HistoryEvents.refused;
import static dev.naru.admission.history.HistoryEvents.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.LineOrder;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.ScheduleSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.event.TimePassed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryFoldTest {
  private static final UUID ONE = session(1);
  private static final UUID TWO = session(2);
  private static final UUID THREE = session(3);
  private static final UUID FOUR = session(4);

  /** A visit, one that was admitted by the other's leaving, a repeated request, a refusal. */
  private static final List<Envelope> LOG =
      List.of(
          envelope(0, 0, configured(1)),
          envelope(1, 0, queued(ONE, 1)),
          envelope(1, 1, admitted(ONE, 1)),
          envelope(2, 0, queued(TWO, 2)),
          envelope(2, 1, new AdmissionPaused("default")),
          envelope(2, 2, new AdmissionResumed("default")),
          envelope(3, 0, matched(THREE, ONE)),
          envelope(4, 0, refused(FOUR, RefusalReason.LINE_FULL)),
          envelope(5, 0, new TimePassed()),
          envelope(6, 0, ended(ONE)),
          envelope(6, 1, admitted(TWO, 2)));

  private final Map<UUID, SessionHistory> table = new HashMap<>();
  private final Map<String, RoomStanding> standings = new HashMap<>();
  private final Map<RoomMinute.Place, RoomMinute> minutes = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  /** Returns how many rows were written. */
  private int add(List<Envelope> batch) {
    RoomFold rooms = new RoomFold(standings.values(), minutes::get);
    var changed = new HistoryFold(table.values(), rooms).apply(batch);
    changed.forEach(row -> table.put(row.id(), row));
    rooms.standings().forEach(row -> standings.put(row.room(), row));
    rooms.minutes().forEach(row -> minutes.put(row.place(), row));
    rooms.changes().forEach(row -> changes.add(row.toString()));
    return changed.size() + rooms.standings().size() + rooms.changes().size();
  }

  private List<String> rows() {
    return Stream.of(table.values(), standings.values(), minutes.values(), changes)
        .flatMap(rows -> rows.stream().map(Object::toString).sorted())
        .toList();
  }

  @Test
  void aVisitBecomesOneRowWithItsTimes() {
    // when
    add(LOG);

    // then
    assertThat(rows())
        .containsExactly(
            ONE
                + " room=default userKey=u-1 ticket=1 ENDED joined=2026-01-02T03:04:06Z"
                + " admitted=2026-01-02T03:04:06Z ended=2026-01-02T03:04:11Z LEFT null live=null"
                + " offset=6 requested=1 ahead=0 estimated=null leftLine=1",
            TWO
                + " room=default userKey=u-2 ticket=2 ACTIVE joined=2026-01-02T03:04:07Z"
                + " admitted=2026-01-02T03:04:11Z ended=null null null live=null offset=6"
                + " requested=2 ahead=0 estimated=10 leftLine=6",
            THREE
                + " room=default userKey=u-1 ticket=null MATCHED joined=2026-01-02T03:04:08Z"
                + " admitted=null ended=null null null live="
                + ONE
                + " offset=3 requested=null ahead=null estimated=null leftLine=null",
            FOUR
                + " room=default userKey=u-1 ticket=null ENDED joined=null"
                + " admitted=null ended=2026-01-02T03:04:09Z REFUSED LINE_FULL live=null offset=4"
                + " requested=4 ahead=null estimated=null leftLine=null",
            "default 6/1 serving=2 active=1 capacity=1 paused=false"
                + " admissions=176732304:176732304:1,1 pools=default",
            "default 2026-01-02T03:04:00Z admissions=2 inversions=0 maxActive=1 active=1",
            "default 0/0 at=2026-01-02T03:04:05Z CAPACITY capacity=1",
            "default 2/1 at=2026-01-02T03:04:07Z PAUSED capacity=1",
            "default 2/2 at=2026-01-02T03:04:07Z RESUMED capacity=1");
  }

  @Test
  void deliveredAgainItWritesNothing() {
    // given
    add(LOG);
    List<String> before = rows();

    // when
    int written = add(LOG);

    // then
    assertThat(written).isZero();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anyCutAndAnyRedeliveryOfAPartLeadsToTheSameRows() {
    // given
    add(LOG);
    List<String> expected = rows();
    Random random = new Random(17);

    for (int run = 0; run < 500; run++) {
      // when batches end anywhere, also between two events of one command, and come again
      List.of(table, standings, minutes).forEach(Map::clear);
      changes.clear();
      int done = 0;
      while (done < LOG.size()) {
        int from = random.nextInt(done + 1);
        int to = done + 1 + random.nextInt(LOG.size() - done);
        add(LOG.subList(from, to));
        done = to;
      }

      // then
      assertThat(rows()).as("run %d", run).isEqualTo(expected);
    }
  }

  @Test
  void aWriterThatWakesUpLateAddsNothingOlder() {
    // given
    add(LOG);
    List<String> before = rows();

    // when
    for (int from = 0; from < LOG.size(); from++) {
      add(new ArrayList<>(LOG.subList(from, from + 1)));
    }

    // then
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aLogThatBeginsInTheMiddleOfAVisitLeavesTheRestUnknown() {
    // when
    add(LOG.subList(9, 11));

    // then
    assertThat(rows().getFirst()).contains("userKey=null ticket=null ENDED joined=null");
    assertThat(rows().get(1)).contains("ticket=2 ACTIVE joined=null");
    assertThat(rows().getLast()).contains("admissions=1 inversions=0 maxActive=1 active=1");
  }

  @Test
  void whoIsAdmittedAfterALaterTicketIsAnInversion() {
    // when
    add(
        List.of(
            envelope(1, 0, queued(ONE, 1)),
            envelope(2, 0, queued(TWO, 2)),
            envelope(3, 0, admitted(TWO, 2)),
            envelope(4, 0, admitted(ONE, 1))));

    // then
    assertThat(rows().getLast()).contains("admissions=2 inversions=1 maxActive=2 active=2");
  }

  @Test
  void aRequestThatCameTwiceUnderOneIdMeetsItself() {
    assertThat(HistoryFold.sessionOf(matched(ONE, ONE))).isNull();
  }

  @Test
  void anIdThatWasTakenKeepsItsOwnersRow() {
    // given
    add(LOG);
    List<String> before = rows();

    // when
    add(List.of(envelope(9, 0, refused(TWO, RefusalReason.ID_TAKEN))));

    // then
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void refusalsOfOtherCommandsAreNoSessions() {
    // given
    CommandRefused leave =
        new CommandRefused(
            "LeaveSession", RefusalReason.UNKNOWN_SESSION, "x", null, null, ONE, null);

    // when, then
    assertThat(HistoryFold.sessionOf(leave)).isNull();
  }

  @Test
  void aRefusedRequestWithoutRoomStillHasARow() {
    // given
    CommandRefused refused =
        new CommandRefused(
            "RequestSession", RefusalReason.UNKNOWN_ROOM, "x", null, null, ONE, null);

    // when
    add(List.of(envelope(1, 0, refused)));

    // then
    assertThat(rows().getFirst()).contains("room= userKey=null", "REFUSED UNKNOWN_ROOM");
  }

  @Test
  void aRoomsNameThatPostgresCannotHoldIsCutAndMended() {
    assertThat(StorableText.of("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(StorableText.of("x".repeat(10_000))).hasSize(StorableText.LONGEST);
    assertThat(StorableText.of("default")).isEqualTo("default");
  }

  @Test
  void aTransferIsKeptWhateverIsDeliveredAgain() {
    // given
    List<Envelope> log =
        List.of(
            envelope(1, 0, queued(ONE, 1)),
            envelope(2, 0, new SessionTransferred(ONE, "default", FOUR)),
            envelope(3, 0, new SessionTransferred(ONE, "default", FOUR)),
            envelope(4, 0, ended(ONE)));
    add(log);

    // when
    int again = add(log);

    // then
    assertThat(again).isZero();
    assertThat(String.valueOf(table.get(ONE))).contains("tokensSince=3");
  }

  @Test
  void aTransferOfASessionThatTheHistoryDoesNotKnowMakesNoRow() {
    // when
    int rows = add(List.of(envelope(2, 0, new SessionTransferred(ONE, "default", FOUR))));

    // then
    assertThat(rows).isZero();
  }

  @Test
  void whoWasMovedByAnOperatorHasNoTurnThatOthersCouldBeBeforeOrAfter() {
    // given
    SessionMoved moved = new SessionMoved(THREE, "default", 2, 1, 3, 1, "why");

    // when
    add(
        List.of(
            envelope(0, 0, configured(3)),
            envelope(1, 0, queued(ONE, 1)),
            envelope(2, 0, queued(TWO, 2)),
            envelope(3, 0, queued(THREE, 3)),
            envelope(4, 0, moved),
            envelope(5, 0, admitted(THREE, 3)),
            envelope(6, 0, admitted(ONE, 1)),
            envelope(7, 0, admitted(TWO, 2))));
    int again = add(List.of(envelope(4, 0, moved)));

    // then
    assertThat(rows())
        .filteredOn(row -> row.startsWith(THREE.toString()))
        .singleElement()
        .asString()
        .endsWith("leftLine=5 order=1.0");
    assertThat(rows()).anyMatch(row -> row.contains("admissions=3 inversions=0"));
    assertThat(standings.get("default").toString()).contains("serving=2");
    assertThat(again).isZero();
  }

  @Test
  void whatTheScheduleDoesIsToldAsSuchAndADrawnTicketStandsBesideTheFirst() {
    // given
    ScheduleSettings schedule =
        ScheduleSettings.once(
            Instant.parse("2026-01-02T04:00:00Z"), null, Duration.ofHours(1), LineOrder.LOTTERY);
    RoomSettings settings = RoomSettings.defaults().withCapacity(1).withSchedule(schedule);
    SessionsDrawn drawn = new SessionsDrawn("default", 3, 0, List.of(TWO, ONE));

    // when
    add(
        List.of(
            envelope(0, 0, new RoomConfigured("default", settings, SettingsSource.FILE)),
            envelope(0, 1, new RoomClosed("default", 0L)),
            envelope(1, 0, new PreQueueBegan("default", 1))));
    String before = standings.get("default").toString();
    add(
        List.of(
            envelope(2, 0, queued(ONE, 1)),
            envelope(3, 0, queued(TWO, 2)),
            envelope(4, 0, new RoomOpened("default", 4L)),
            envelope(4, 1, new LotteryDrawn("default", "5e", "c0", 2, 3)),
            envelope(4, 2, drawn),
            envelope(4, 3, admitted(TWO, 3)),
            envelope(5, 0, new RoomClosed("default"))));
    int again = add(List.of(envelope(4, 2, drawn)));

    // then
    assertThat(changes)
        .extracting(change -> change.replaceAll("default \\d+/\\d+ at=\\S+ ", ""))
        .containsExactly(
            "CAPACITY capacity=1",
            "CLOSED capacity=1 by schedule",
            "PRE_QUEUE_LOTTERY capacity=1 by schedule",
            "OPENED capacity=1 by schedule",
            "DRAWN capacity=1 by schedule",
            "CLOSED capacity=1");
    assertThat(before).endsWith(" not open");
    assertThat(standings.get("default").toString())
        .contains("serving=3")
        .doesNotContain("not open");
    assertThat(table.get(ONE).toString()).contains("ticket=1 WAITING").endsWith("drawn=4 after 1");
    assertThat(table.get(TWO).toString()).contains("ticket=2 ACTIVE").endsWith("drawn=3 after 0");
    assertThat(again).isZero();
  }
}
