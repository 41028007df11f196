package dev.naru.ingress.story;

import dev.naru.ingress.store.Postgres;
import dev.naru.model.Lottery;
import java.util.List;
import java.util.UUID;

/** Those who were drawn, from {@code session_history}; its index serves them in this very order. */
final class PostgresDrawings implements Drawings {
  private static final String DRAWN =
      """
      select id, drawn_ticket from session_history
      where room = :room and drawn_ticket >= :first and drawn_ticket < :end and drawn_ticket > :after
      order by drawn_ticket limit :most""";

  private final Postgres postgres;

  PostgresDrawings(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<Drawn> of(String room, Lottery lottery, int most, long after) {
    if (lottery.firstTicket() == null || lottery.participants() == null) {
      return List.of();
    }
    long first = lottery.firstTicket();
    long end = first + lottery.participants();
    return postgres.call(
        manager ->
            manager
                .createNativeQuery(DRAWN, Object[].class)
                .setParameter("room", room)
                .setParameter("first", first)
                .setParameter("end", end)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultStream()
                .map(row -> drawn((Object[]) row))
                .toList());
  }

  private static Drawn drawn(Object[] row) {
    return new Drawn((UUID) row[0], ((Number) row[1]).longValue());
  }
}
