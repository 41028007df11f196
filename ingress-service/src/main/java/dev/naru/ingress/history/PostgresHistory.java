package dev.naru.ingress.history;

import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.SessionState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads rows by their ids; an alias' row leads to the row that it stands for. */
final class PostgresHistory implements History {
  private static final Duration SESSIONS_READABLE = Duration.ofHours(1);

  /** Whatever the data source allows others: a caller is not kept waiting longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final EntityManagerFactory factory;
  private final Clock clock;

  PostgresHistory(EntityManagerFactory factory, Clock clock) {
    this.factory = factory;
    this.clock = clock;
  }

  @Override
  public Optional<SessionRecord> endedSession(UUID id) {
    Optional<SessionRow> row = session(id);
    if (row.isPresent() && !SessionState.ENDED.name().equals(row.get().state)) {
      throw HistoryAwayException.behind();
    }
    return row.filter(ended -> isRecent(ended.endedAt)).map(PostgresHistory::record);
  }

  private boolean isRecent(@Nullable Instant endedAt) {
    return endedAt != null && endedAt.isAfter(clock.instant().minus(SESSIONS_READABLE));
  }

  @Override
  public Optional<QueryRecord> finishedQuery(UUID id) {
    Optional<QueryRow> row =
        find(QueryRow.class, id)
            .flatMap(it -> it.liveId == null ? Optional.of(it) : find(QueryRow.class, it.liveId));
    if (row.isPresent() && Boolean.TRUE.equals(row.get().resultRemoved)) {
      throw new ForgottenException();
    }
    Optional<QueryRecord> query = row.map(PostgresHistory::record);
    if (query.isPresent() && !query.get().state().isTerminal()) {
      throw HistoryAwayException.behind();
    }
    return query;
  }

  @Override
  public long tokensSince(UUID id) {
    return session(id).map(row -> row.tokensSince).orElse(0L);
  }

  @Override
  public UUID liveSessionId(UUID id) {
    return session(id).map(row -> row.id).orElse(id);
  }

  private Optional<SessionRow> session(UUID id) {
    return find(SessionRow.class, id)
        .flatMap(row -> row.liveId == null ? Optional.of(row) : find(SessionRow.class, row.liveId));
  }

  private <T> Optional<T> find(Class<T> type, UUID id) {
    CompletableFuture<Optional<T>> found =
        CompletableFuture.supplyAsync(() -> load(type, id), THREADS);
    try {
      return found.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HistoryAwayException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new HistoryAwayException(e);
    }
  }

  private <T> Optional<T> load(Class<T> type, UUID id) {
    try (EntityManager manager = factory.createEntityManager()) {
      return Optional.ofNullable(manager.find(type, id));
    }
  }

  private static SessionRecord record(SessionRow row) {
    return new SessionRecord(
        present(row.id),
        present(row.room),
        SessionState.ENDED,
        row.ticket,
        null,
        row.joinedAt,
        row.admittedAt,
        null,
        row.endedReason,
        row.refusal,
        null);
  }

  private static QueryRecord record(QueryRow row) {
    return new QueryRecord(
        present(row.id),
        present(row.sessionId),
        row.pool,
        QueryState.valueOf(present(row.state)),
        null,
        row.attempt == null ? 0 : row.attempt,
        row.submittedAt,
        row.startedAt,
        row.finishedAt,
        row.result,
        row.error);
  }

  private static <T> T present(@Nullable T column) {
    if (column == null) {
      throw new IllegalStateException(
          "Expected a value in a column of the history, but it is null");
    }
    return column;
  }
}
