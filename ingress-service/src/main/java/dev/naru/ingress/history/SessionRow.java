package dev.naru.ingress.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One row of the sessions' history, which the admission worker writes. */
@Entity(name = "IngressSessionRow")
@Immutable
@Table(name = "session_history")
class SessionRow {
  @Id
  @Column(name = "id")
  @Nullable UUID id;

  @Column(name = "room")
  @Nullable String room;

  @Column(name = "user_key")
  @Nullable String userKey;

  @Column(name = "ticket")
  @Nullable Long ticket;

  @Column(name = "state")
  @Nullable String state;

  @Column(name = "joined_at")
  @Nullable Instant joinedAt;

  @Column(name = "admitted_at")
  @Nullable Instant admittedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "ended_reason")
  @Nullable String endedReason;

  @Column(name = "refusal")
  @Nullable String refusal;

  @Column(name = "tokens_since")
  @Nullable Long tokensSince;

  /** What the id stands for, if it is an alias. */
  @Column(name = "live_id")
  @Nullable UUID liveId;
}
