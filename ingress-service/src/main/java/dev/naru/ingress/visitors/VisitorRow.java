package dev.naru.ingress.visitors;

import dev.naru.model.SessionState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One row of the sessions' history, which the admission worker writes. */
@Entity(name = "IngressVisitorRow")
@Immutable
@Table(name = "session_history")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a session that was queued always has
class VisitorRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "room")
  String room;

  @Column(name = "user_key")
  String userKey;

  @Column(name = "ticket")
  @Nullable Long ticket;

  @Column(name = "state")
  String state;

  @Column(name = "joined_at")
  Instant joinedAt;

  @Column(name = "admitted_at")
  @Nullable Instant admittedAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "ended_reason")
  @Nullable String endedReason;

  protected VisitorRow() {}

  VisitorRecord visitor() {
    return new VisitorRecord(
        id,
        userKey,
        room,
        SessionState.valueOf(state),
        ticket,
        joinedAt,
        admittedAt,
        endedAt,
        endedReason);
  }
}
