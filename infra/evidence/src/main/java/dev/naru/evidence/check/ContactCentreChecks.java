package dev.naru.evidence.check;

import java.util.ArrayList;
import java.util.List;

/** What must hold in a contact centre, whatever the load: nobody is turned away, in time. */
public final class ContactCentreChecks {
  /** The requests that have limits. */
  public static final List<String> REQUESTS =
      List.of("join", "message", "ivr", "room", "agent join");

  private static final int MEAN = 2_000;
  private static final int P95 = 3_000;

  /** Of an agent's line, without the wait for a seat. */
  private static final int AGENT_MEAN = 1_500;

  private static final int AGENT_P95 = 2_500;
  private static final double AVAILABLE = 99.9;

  private ContactCentreChecks() {}

  /**
   * @param afterwards the rooms when everybody has left
   */
  public static List<Check> of(List<Statistics> statistics, List<RoomReading> afterwards) {
    List<Check> checks = new ArrayList<>();
    checks.add(Latencies.nobodyFailed(statistics));
    checks.add(availability(statistics));
    for (Statistics each : statistics) {
      if (each.request().equals("agent join")) {
        checks.addAll(Latencies.of(each, AGENT_MEAN, AGENT_P95));
      } else if (REQUESTS.contains(each.request())) {
        checks.addAll(Latencies.of(each, MEAN, P95));
      }
    }
    afterwards.forEach(
        room -> checks.add(Check.equal("a room at the end", "0 active, 0 waiting", "" + room)));
    return checks;
  }

  private static Check availability(List<Statistics> statistics) {
    long all = statistics.stream().mapToLong(Statistics::count).sum();
    long failed = statistics.stream().mapToLong(Statistics::failed).sum();
    double share = all == 0 ? 0 : 100.0 * (all - failed) / all;
    return Check.holds(
        "availability",
        "at least " + AVAILABLE + " %",
        Math.floor(share * 1_000) / 1_000 + " %",
        share >= AVAILABLE);
  }
}
