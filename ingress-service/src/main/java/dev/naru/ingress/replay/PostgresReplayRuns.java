package dev.naru.ingress.replay;

import dev.naru.ingress.store.Postgres;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The replays in {@code replay_run}. */
final class PostgresReplayRuns implements ReplayRuns {
  /** Ids grow with time, and none of them is so high. */
  private static final UUID LAST = new UUID(-1, -1);

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

  @Override
  public List<ReplayRun> list(int most, @Nullable UUID after) {
    return postgres.call(
        manager ->
            manager
                .createQuery(
                    "from IngressReplayRow r where r.id < :before order by r.id desc",
                    ReplayRow.class)
                .setParameter("before", after == null ? LAST : after)
                .setMaxResults(most)
                .getResultStream()
                .map(ReplayRow::run)
                .toList());
  }
}
