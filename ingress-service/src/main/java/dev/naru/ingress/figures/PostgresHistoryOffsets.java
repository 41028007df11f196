package dev.naru.ingress.figures;

import dev.naru.ingress.store.Postgres;
import java.util.HashMap;
import java.util.Map;

/** Offsets from {@code history_place}: a row for each partition. */
final class PostgresHistoryOffsets implements HistoryOffsets {
  private static final String PLACES = "select partition_number, command_offset from history_place";

  private final Postgres postgres;

  PostgresHistoryOffsets(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public Map<Integer, Long> reached() {
    return postgres.call(
        manager -> {
          Map<Integer, Long> reached = new HashMap<>();
          for (Object[] row : Rows.of(manager.createNativeQuery(PLACES, Object[].class))) {
            reached.put((Integer) row[0], Rows.number(row[1]));
          }
          return reached;
        });
  }
}
