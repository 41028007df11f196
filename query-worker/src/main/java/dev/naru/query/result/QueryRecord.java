package dev.naru.query.result;

import dev.naru.model.RawJson;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.query.problem.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code query_history}: what the events say of one query id. */
@Entity
@Table(name = "query_history")
class QueryRecord {
  static final String MATCHED = "MATCHED";

  @Id private UUID id;

  @Column(name = "session_id")
  private @Nullable UUID sessionId;

  private @Nullable String room;
  private @Nullable String pool;
  private String state = "QUEUED";
  private int attempt;

  @Column(name = "submitted_at")
  private @Nullable Instant submittedAt;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "finished_at")
  private @Nullable Instant finishedAt;

  private @Nullable String result;
  private @Nullable String error;

  @Column(name = "result_removed")
  private boolean resultRemoved;

  @Column(name = "live_id")
  private @Nullable UUID liveId;

  @Column(name = "event_offset")
  private long eventOffset = -1;

  @SuppressWarnings("NullAway.Init") // Hibernate sets the id
  protected QueryRecord() {}

  QueryRecord(UUID id) {
    this.id = id;
  }

  UUID id() {
    return id;
  }

  long eventOffset() {
    return eventOffset;
  }

  /** Whether the query was accepted: what is refused or matched under its id later is not it. */
  boolean isAccepted() {
    return pool != null;
  }

  String state() {
    return state;
  }

  int attempt() {
    return attempt;
  }

  @Nullable String room() {
    return room;
  }

  @Nullable String result() {
    return result;
  }

  @Nullable String error() {
    return error;
  }

  void appliedAt(long offset) {
    eventOffset = offset;
  }

  void queued(QueryQueued event, Instant at) {
    sessionId = event.sessionId();
    room = event.room();
    pool = event.pool();
    state = "QUEUED";
    submittedAt = at;
  }

  void matched(UUID liveQuery, UUID session) {
    sessionId = session;
    state = MATCHED;
    liveId = liveQuery;
  }

  void started(int newAttempt, Instant at) {
    state = "RUNNING";
    attempt = newAttempt;
    startedAt = at;
  }

  void cancelled(Instant at) {
    state = "CANCELLED";
    finishedAt = at;
  }

  /** It waited too long to be started. */
  void timedOut(RawJson why, Instant at) {
    state = "TIMED_OUT";
    finishedAt = at;
    error = resultRemoved ? null : why.text();
  }

  void finished(QueryFinished event, Instant at) {
    state = event.outcome().name();
    attempt = event.attempt();
    finishedAt = at;
    // what was removed once stays away, however often its event comes
    result = resultRemoved ? null : text(event.result());
    error = resultRemoved ? null : text(event.error());
  }

  /** Its user wants to be forgotten. */
  void eraseAnswer() {
    resultRemoved = true;
    result = null;
    error = null;
  }

  void refused(CommandRefused event, Instant at) {
    sessionId = event.sessionId();
    room = event.room();
    state = "FAILED";
    submittedAt = at;
    finishedAt = at;
    error = Problem.of(event.reason().name(), event.message()).toJson().text();
  }

  private static @Nullable String text(@Nullable RawJson json) {
    return json == null ? null : json.text();
  }
}
