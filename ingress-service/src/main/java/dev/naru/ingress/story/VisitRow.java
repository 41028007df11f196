package dev.naru.ingress.story;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What a row of the sessions' history says of its wait; the admission worker writes it. */
@Entity(name = "IngressVisitRow")
@Immutable
@Table(name = "session_history")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class VisitRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "room")
  String room;

  @Column(name = "ticket")
  @Nullable Long ticket;

  @Column(name = "ahead")
  @Nullable Integer ahead;

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

  @Column(name = "requested_offset")
  @Nullable Long requestedOffset;

  @Column(name = "requested_chain")
  @Nullable String requestedChain;

  /** Of the command that admitted the session, or ended it while it waited. */
  @Column(name = "left_line_offset")
  @Nullable Long leftLineOffset;

  /** By which it stands since an order was drawn; null if it has drawn none. */
  @Column(name = "drawn_ticket")
  @Nullable Long drawnTicket;

  /** How many were drawn before it. */
  @Column(name = "drawn_ahead")
  @Nullable Integer drawnAhead;

  protected VisitRow() {}
}
