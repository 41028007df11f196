package dev.naru.admission.runs;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** The replays in {@code replay_run}, as a worker takes them and speaks of them. */
final class ReplayRuns {
  /** A worker that was not heard of for so long is gone; its replay begins anew elsewhere. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final String LOCK_TIMEOUT = "jakarta.persistence.lock.timeout";
  private static final int SKIP_LOCKED = -2;

  private final EntityManagerFactory entities;
  private final String worker;
  private final InstantSource time;
  private volatile boolean ready;

  ReplayRuns(EntityManagerFactory entities, String worker, InstantSource time) {
    this.entities = entities;
    this.worker = worker;
    this.time = time;
  }

  /** Takes the replay that waits longest; empty if none does. */
  Optional<ReplayEngine.Order> take() {
    if (!isReady()) {
      return Optional.empty();
    }
    Instant now = time.instant();
    return entities
        .unwrap(SessionFactory.class)
        .fromTransaction(
            session ->
                waiting(session, now.minus(SILENCE))
                    .map(
                        row -> {
                          row.worker = worker;
                          row.heardAt = now;
                          return new ReplayEngine.Order(
                              row.id, row.mode, row.from, row.to, row.changes);
                        }));
  }

  /** Whether the table is there: the ingress makes it, maybe later than this starts. */
  private boolean isReady() {
    ready = ready || entities.unwrap(SessionFactory.class).fromTransaction(ReplayRuns::hasTable);
    return ready;
  }

  private static boolean hasTable(EntityManager manager) {
    return manager
            .createNativeQuery("select cast(to_regclass('replay_run') as text)", String.class)
            .getSingleResult()
        != null;
  }

  private static Optional<ReplayRunRow> waiting(EntityManager manager, Instant silentSince) {
    return manager
        .createQuery(
            "from AdmissionReplayRunRow r where r.state = 'RUNNING'"
                + " and (r.worker is null or r.heardAt < :silentSince) order by r.requestedAt",
            ReplayRunRow.class)
        .setParameter("silentSince", silentSince)
        .setMaxResults(1)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint(LOCK_TIMEOUT, SKIP_LOCKED)
        .getResultStream()
        .findFirst();
  }

  /** Says how far it is; returns false if it is somebody else's by now. */
  boolean progress(UUID id, double progress, long commands, long commandsPerSecond) {
    return change(
        id,
        row -> {
          row.progress = progress;
          row.commands = commands;
          row.commandsPerSecond = commandsPerSecond;
        });
  }

  void done(UUID id, String report) {
    var unused =
        change(
            id,
            row -> {
              row.state = "DONE";
              row.progress = 1;
              row.report = report;
            });
  }

  void failed(UUID id, String error) {
    var unused =
        change(
            id,
            row -> {
              row.state = "FAILED";
              row.error = error;
            });
  }

  private boolean change(UUID id, Consumer<ReplayRunRow> change) {
    return entities
        .unwrap(SessionFactory.class)
        .fromTransaction(
            session -> {
              @Nullable ReplayRunRow row =
                  session.find(ReplayRunRow.class, id, LockModeType.PESSIMISTIC_WRITE);
              boolean ours =
                  row != null && row.state.equals("RUNNING") && worker.equals(row.worker);
              if (ours) {
                row.heardAt = time.instant();
                change.accept(row);
              }
              return ours;
            });
  }
}
