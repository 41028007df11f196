package dev.naru.ingress.deadletter;

import dev.naru.ingress.deadletter.Letter.Redrive;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code dead_letter}, which the query worker adds and operators change. */
@Entity(name = "IngressLetterRow")
@Table(name = "dead_letter")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class LetterRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "at")
  Instant at;

  @Column(name = "topic")
  String topic;

  @Column(name = "partition_number")
  int partition;

  @Column(name = "record_offset")
  long offset;

  @Column(name = "reason")
  String reason;

  @Column(name = "query_id")
  @Nullable UUID queryId;

  @Column(name = "attempts")
  int attempts;

  @Column(name = "parked")
  boolean parked;

  @Column(name = "value")
  byte @Nullable [] value;

  @Column(name = "value_sha256")
  String sha256;

  @Column(name = "value_size")
  long size;

  @Column(name = "state")
  @Enumerated(EnumType.STRING)
  LetterState state;

  @Column(name = "redrive_rate")
  @Nullable Integer rate;

  @Column(name = "redrive_session_id")
  @Nullable UUID redriveSession;

  @Column(name = "redrive_query_id")
  @Nullable UUID redriveQuery;

  @Column(name = "redrive_begun_at")
  @Nullable Instant begunAt;

  @Column(name = "redrive_at")
  @Nullable Instant redriveAt;

  protected LetterRow() {}

  Letter letter() {
    return new Letter(
        id, at, topic, partition, offset, reason, queryId, attempts, parked, value, sha256, state,
        redrive());
  }

  private @Nullable Redrive redrive() {
    return redriveSession == null || redriveQuery == null || redriveAt == null
        ? null
        : new Redrive(redriveSession, redriveQuery, redriveAt);
  }
}
