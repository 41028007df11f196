package dev.naru.evidence.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SustainedChecksTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static Visit visit(long ticket, @Nullable Integer second) {
    return new Visit(
        "u-" + ticket,
        second == null ? "WAITING" : "ACTIVE",
        ticket,
        null,
        second == null ? null : START.plusSeconds(second));
  }

  private static List<String> failed(List<Visit> visits, int most, RoomReading afterwards) {
    return SustainedChecks.of(visits, most, afterwards, List.of()).stream()
        .filter(check -> !check.passed())
        .map(Check::what)
        .toList();
  }

  @Test
  void inTurnAndAllServedPasses() {
    // given
    List<Visit> visits = List.of(visit(2, 1), visit(1, 1), visit(3, 5));

    // when, then
    assertThat(failed(visits, 20, new RoomReading(0, 20, 0))).isEmpty();
  }

  @Test
  void peopleLeftWaitingAreNoPass() {
    // given what the original's report called a pass
    List<Visit> visits = List.of(visit(1, 1), visit(2, null));

    // when, then
    assertThat(failed(visits, 20, new RoomReading(0, 20, 120)))
        .containsExactly("users who were never admitted", "left waiting at the end");
  }

  @Test
  void oneTooManyIsSeen() {
    assertThat(failed(List.of(visit(1, 1)), 21, new RoomReading(0, 20, 0)))
        .containsExactly("room: active at any time");
  }

  @Test
  void eachAdmissionAfterALaterTicketIsAnInversion() {
    assertThat(
            SustainedChecks.inversions(
                List.of(visit(1, 1), visit(2, 9), visit(3, 3), visit(4, 4), visit(5, 9))))
        .isEqualTo(2);
  }
}
