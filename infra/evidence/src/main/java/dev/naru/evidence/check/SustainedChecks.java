package dev.naru.evidence.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Users come and go for a while: in turn, never too many at once, and nobody is left behind. */
public final class SustainedChecks {
  private SustainedChecks() {}

  /**
   * @param mostActive the most that the room showed at any time while the load went on
   */
  public static List<Check> of(
      List<Visit> visits, int mostActive, RoomReading afterwards, List<Statistics> statistics) {
    List<Check> checks = new ArrayList<>();
    checks.add(Latencies.nobodyFailed(statistics));
    checks.add(Check.atMost("room: active at any time", afterwards.capacity(), mostActive));
    checks.add(Check.equal("users who were never admitted", 0L, neverAdmitted(visits)));
    checks.add(Check.equal("admissions before a lower ticket's", 0L, inversions(visits)));
    checks.add(Check.equal("left waiting at the end", 0, afterwards.waiting()));
    checks.add(Check.equal("left active at the end", 0, afterwards.active()));
    statistics.forEach(each -> checks.addAll(Latencies.of(each)));
    return checks;
  }

  private static long neverAdmitted(List<Visit> visits) {
    return visits.stream().filter(visit -> visit.admittedAt() == null).count();
  }

  /** How many were admitted before somebody whose ticket was lower. */
  static long inversions(List<Visit> visits) {
    List<Visit> byTicket =
        visits.stream()
            .filter(visit -> visit.ticket() != null && visit.admittedAt() != null)
            .sorted(Comparator.comparing(visit -> Objects.requireNonNull(visit.ticket())))
            .toList();
    Instant latest = Instant.MIN;
    long inversions = 0;
    for (Visit visit : byTicket) {
      Instant at = Objects.requireNonNull(visit.admittedAt());
      if (at.isBefore(latest)) {
        inversions++;
      } else {
        latest = at;
      }
    }
    return inversions;
  }
}
