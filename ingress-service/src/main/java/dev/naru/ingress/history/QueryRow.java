package dev.naru.ingress.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One row of the queries' history, which the query worker writes. */
@Entity(name = "IngressQueryRow")
@Immutable
@Table(name = "query_history")
class QueryRow {
  @Id
  @Column(name = "id")
  @Nullable UUID id;

  @Column(name = "session_id")
  @Nullable UUID sessionId;

  @Column(name = "room")
  @Nullable String room;

  @Column(name = "pool")
  @Nullable String pool;

  @Column(name = "state")
  @Nullable String state;

  @Column(name = "attempt")
  @Nullable Integer attempt;

  @Column(name = "submitted_at")
  @Nullable Instant submittedAt;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;

  /** JSON. */
  @Column(name = "result")
  @Nullable String result;

  /** A problem object, JSON. */
  @Column(name = "error")
  @Nullable String error;

  /** What was answered is too old to be kept, or was erased. */
  @Column(name = "result_removed")
  @Nullable Boolean resultRemoved;

  /** What the id stands for, if it is an alias. */
  @Column(name = "live_id")
  @Nullable UUID liveId;
}
