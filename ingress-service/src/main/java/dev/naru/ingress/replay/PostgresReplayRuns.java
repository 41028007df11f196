package dev.naru.ingress.replay;

import dev.naru.ingress.store.Postgres;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The replays in {@code replay_run}. */
final class PostgresReplayRuns implements ReplayRuns {
  private final Postgres postgres;
  private final InstantSource time;

  PostgresReplayRuns(Postgres postgres, InstantSource time) {
    this.postgres = postgres;
    this.time = time;
  }

  @Override
  public void add(ReplayOrder order) {
    postgres.call(
        manager -> {
          manager.persist(new ReplayRow(order, time.instant()));
          return order;
        });
  }

  @Override
  public Optional<ReplayRun> find(UUID id) {
    return postgres.call(
        manager -> Optional.ofNullable(manager.find(ReplayRow.class, id)).map(ReplayRow::run));
  }
}
