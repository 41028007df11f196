package dev.naru.evidence.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Everybody joins an empty room at once: exactly as many as fit are in, those with the lowest
 * tickets; all others stand in line in the order of their tickets. A gate that first counts and
 * then writes fails here.
 */
public final class BurstChecks {
  private static final Set<String> LIMITED = Set.of("join", "status");

  private BurstChecks() {}

  /**
   * @param limited whether response times count
   */
  public static List<Check> of(
      int users,
      boolean limited,
      List<Visit> visits,
      RoomReading room,
      RoomReading afterwards,
      List<Statistics> statistics) {
    int in = Math.min(users, room.capacity());
    List<Check> checks = new ArrayList<>();
    checks.add(Latencies.nobodyFailed(statistics));
    checks.add(Check.equal("room: active", in, room.active()));
    checks.add(Check.equal("room: waiting", users - in, room.waiting()));
    checks.add(Check.equal("users told that they are active", in, count(visits, "ACTIVE")));
    checks.add(Check.equal("users told that they wait", users - in, count(visits, "WAITING")));
    checks.add(Check.equal("different tickets", users, tickets(visits).size()));
    checks.add(lowestAreIn(visits));
    checks.add(positionsFollowTickets(visits));
    checks.add(Check.equal("room after everybody left", "0 active, 0 waiting", "" + afterwards));
    if (limited) {
      statistics.stream()
          .filter(each -> LIMITED.contains(each.request()))
          .forEach(each -> checks.addAll(Latencies.of(each)));
    }
    return checks;
  }

  private static int count(List<Visit> visits, String state) {
    return (int) visits.stream().filter(visit -> visit.state().equals(state)).count();
  }

  private static Set<Long> tickets(List<Visit> visits) {
    Set<Long> tickets = new HashSet<>();
    visits.stream().map(Visit::ticket).filter(Objects::nonNull).forEach(tickets::add);
    return tickets;
  }

  private static Check lowestAreIn(List<Visit> visits) {
    long highestIn =
        visits.stream()
            .filter(visit -> visit.state().equals("ACTIVE"))
            .mapToLong(BurstChecks::ticket)
            .max()
            .orElse(0);
    long overtaken =
        visits.stream()
            .filter(visit -> visit.state().equals("WAITING") && ticket(visit) < highestIn)
            .count();
    return Check.equal("users overtaken by a higher ticket", 0L, overtaken);
  }

  private static Check positionsFollowTickets(List<Visit> visits) {
    List<Visit> line =
        visits.stream()
            .filter(visit -> visit.state().equals("WAITING"))
            .sorted(Comparator.comparingLong(BurstChecks::ticket))
            .toList();
    long wrong =
        IntStream.range(0, line.size())
            .filter(i -> !Objects.equals(line.get(i).position(), i + 1))
            .count();
    return Check.equal("positions that are not the ticket's place in line", 0L, wrong);
  }

  private static long ticket(Visit visit) {
    Long ticket = visit.ticket();
    return ticket == null ? Long.MAX_VALUE : ticket;
  }
}
