package dev.naru.evidence.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstChecksTest {
  private static final RoomReading EMPTY = new RoomReading(0, 20, 0);

  private final List<Visit> visits = new ArrayList<>();
  private List<Statistics> statistics = times(40);

  private static List<Statistics> times(int millis) {
    return List.of(Statistics.of("join", List.of(new Reply("join", true, millis, 201))));
  }

  private void users(int count, int in) {
    for (int ticket = 1; ticket <= count; ticket++) {
      boolean active = ticket <= in;
      visits.add(
          new Visit(
              "u-" + ticket,
              active ? "ACTIVE" : "WAITING",
              (long) ticket,
              active ? 0 : ticket - in,
              null));
    }
  }

  private List<String> failed(int users, RoomReading room, RoomReading afterwards) {
    return BurstChecks.of(users, true, visits, room, afterwards, statistics).stream()
        .filter(check -> !check.passed())
        .map(Check::what)
        .toList();
  }

  @Test
  void asManyAsFitAreInAndAllOthersWait() {
    // given
    users(50, 20);

    // when, then
    assertThat(failed(50, new RoomReading(20, 20, 30), EMPTY)).isEmpty();
  }

  @Test
  void fewerThanFitAreAllIn() {
    // given
    users(20, 20);

    // when, then
    assertThat(failed(20, new RoomReading(20, 20, 0), EMPTY)).isEmpty();
  }

  @Test
  void aGateThatCountsAndThenWritesIsCaught() {
    // given
    users(100, 100);

    // when, then
    assertThat(failed(100, new RoomReading(100, 20, 0), EMPTY))
        .contains("room: active", "users told that they are active");
  }

  @Test
  void someoneWhoWasOvertakenIsSeen() {
    // given
    users(21, 20);
    visits.set(4, new Visit("u-5", "WAITING", 5L, 1, null));
    visits.set(20, new Visit("u-21", "ACTIVE", 21L, 0, null));

    // when, then
    assertThat(failed(21, new RoomReading(20, 20, 1), EMPTY))
        .containsExactly("users overtaken by a higher ticket");
  }

  @Test
  void twoWithOneTicketAreSeen() {
    // given
    users(20, 20);
    visits.set(1, new Visit("u-2", "ACTIVE", 1L, 0, null));

    // when, then
    assertThat(failed(20, new RoomReading(20, 20, 0), EMPTY)).containsExactly("different tickets");
  }

  @Test
  void aWrongPlaceInLineIsSeen() {
    // given
    users(22, 20);
    visits.set(21, new Visit("u-22", "WAITING", 22L, 3, null));

    // when, then
    assertThat(failed(22, new RoomReading(20, 20, 2), EMPTY))
        .containsExactly("positions that are not the ticket's place in line");
  }

  @Test
  void aUserWithoutAnAnswerIsSeen() {
    // given
    users(49, 20);
    statistics = List.of(Statistics.of("join", List.of(new Reply("join", false, 3_000, 503))));

    // when, then
    assertThat(failed(50, new RoomReading(20, 20, 29), EMPTY))
        .contains("failed requests", "room: waiting", "different tickets", "join: mean");
  }

  @Test
  void slowAnswersFailOnlyWhereTheyAreLimited() {
    // given
    users(20, 20);
    statistics = times(201);
    RoomReading room = new RoomReading(20, 20, 0);

    // when, then
    assertThat(failed(20, room, EMPTY)).containsExactly("join: mean", "join: 95th percentile");
    assertThat(BurstChecks.of(20, false, visits, room, EMPTY, statistics)).allMatch(Check::passed);
  }

  @Test
  void aRoomThatKeepsPeopleWhoLeftIsSeen() {
    // given
    users(20, 20);

    // when, then
    assertThat(failed(20, new RoomReading(20, 20, 0), new RoomReading(0, 20, 1)))
        .containsExactly("room after everybody left");
  }
}
