package dev.naru.admission.history;

import dev.naru.model.EndReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionQueued;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One requested session as its events tell it. What lies before the log's beginning is unknown and
 * null. The fold is monotonic: an event that the row already knows, or that is older than what it
 * knows, changes nothing, so any part of the log may be delivered again.
 */
@Entity
@Table(name = "session_history")
class SessionHistory {
  @Id private UUID id;

  @Column(nullable = false)
  private String room;

  @Column(name = "user_key")
  private @Nullable String userKey;

  private @Nullable Long ticket;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private @Nullable HistoryState state;

  @Column(name = "joined_at")
  private @Nullable Instant joinedAt;

  @Column(name = "admitted_at")
  private @Nullable Instant admittedAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "ended_reason")
  private @Nullable EndReason endedReason;

  @Enumerated(EnumType.STRING)
  private @Nullable RefusalReason refusal;

  @Column(name = "live_id")
  private @Nullable UUID liveId;

  @Column(name = "command_offset", nullable = false)
  private long commandOffset;

  @Column(name = "requested_offset")
  private @Nullable Long requestedOffset;

  @Column(name = "requested_chain")
  private @Nullable String requestedChain;

  private @Nullable Integer ahead;

  @Column(name = "estimated_seconds")
  private @Nullable Long estimatedSeconds;

  @Column(name = "left_line_offset")
  private @Nullable Long leftLineOffset;

  @Column(name = "tokens_since")
  private @Nullable Long tokensSince;

  @Column(name = "line_order")
  private @Nullable Double lineOrder;

  @Column(name = "drawn_ticket")
  private @Nullable Long drawnTicket;

  @Column(name = "drawn_ahead")
  private @Nullable Integer drawnAhead;

  @SuppressWarnings("NullAway") // filled by Hibernate
  SessionHistory() {}

  /** A row that knows nothing yet. */
  SessionHistory(UUID id, String room) {
    this.id = id;
    this.room = StorableText.of(room);
  }

  boolean queued(SessionQueued event, OptionalLong estimate, Envelope envelope) {
    if (!isNew()) {
      return false;
    }
    this.userKey = StorableText.of(event.userKey());
    this.ticket = event.ticket();
    this.ahead = event.ahead();
    this.estimatedSeconds = estimate.isPresent() ? Long.valueOf(estimate.getAsLong()) : null;
    this.joinedAt = Instant.ofEpochMilli(envelope.clock());
    this.requestedOffset = envelope.offset();
    this.requestedChain = envelope.chain();
    return move(HistoryState.WAITING, envelope.offset());
  }

  boolean matched(UUID liveId, String userKey, Instant at, long offset) {
    if (!isNew()) {
      return false;
    }
    this.userKey = StorableText.of(userKey);
    this.liveId = liveId;
    this.joinedAt = at;
    return move(HistoryState.MATCHED, offset);
  }

  boolean refused(CommandRefused event, Envelope envelope) {
    if (!isNew()) {
      return false;
    }
    this.userKey = event.userKey() == null ? null : StorableText.of(event.userKey());
    this.refusal = event.reason();
    this.endedAt = Instant.ofEpochMilli(envelope.clock());
    this.endedReason = EndReason.REFUSED;
    this.requestedOffset = envelope.offset();
    this.requestedChain = envelope.chain();
    return move(HistoryState.ENDED, envelope.offset());
  }

  boolean admitted(long ticket, Instant at, long offset) {
    if (!isAhead(HistoryState.ACTIVE, offset)) {
      return false;
    }
    this.ticket = this.ticket == null ? Long.valueOf(ticket) : this.ticket;
    this.admittedAt = at;
    this.leftLineOffset = offset;
    if (requestedOffset != null && requestedOffset == offset) {
      this.estimatedSeconds = null; // it did not wait
    }
    return move(HistoryState.ACTIVE, offset);
  }

  /** Nothing is kept of a session that the row knows nothing of: its end is all there will be. */
  boolean transferred(long offset) {
    if (isNew() || (tokensSince != null && tokensSince >= offset)) {
      return false;
    }
    this.tokensSince = offset;
    return true;
  }

  /** Nothing is kept of one that the row knows nothing of: its place is told with its admission. */
  boolean moved(double order, long offset) {
    if (!isStillWaiting(offset) || Objects.equals(lineOrder, order)) {
      return false;
    }
    this.lineOrder = order;
    return move(HistoryState.WAITING, offset);
  }

  /**
   * It has another ticket, by which it stands from now on.
   *
   * @param ahead how many were drawn before it
   */
  boolean drawn(long newTicket, int ahead, long offset) {
    if (!isStillWaiting(offset) || Objects.equals(drawnTicket, newTicket)) {
      return false;
    }
    this.drawnTicket = newTicket;
    this.drawnAhead = ahead;
    this.lineOrder = null;
    return move(HistoryState.WAITING, offset);
  }

  boolean ended(EndReason reason, Instant at, long offset) {
    if (!isAhead(HistoryState.ENDED, offset)) {
      return false;
    }
    if (state == HistoryState.WAITING) {
      this.leftLineOffset = offset;
    }
    this.endedReason = reason;
    this.endedAt = at;
    return move(HistoryState.ENDED, offset);
  }

  /** Its user wants to be forgotten. */
  void eraseUser() {
    this.userKey = "erased";
  }

  boolean isActive() {
    return state == HistoryState.ACTIVE;
  }

  boolean isMoved() {
    return lineOrder != null;
  }

  UUID id() {
    return id;
  }

  boolean isNew() {
    return state == null;
  }

  private boolean isStillWaiting(long offset) {
    return state == HistoryState.WAITING && offset >= commandOffset;
  }

  // Events of one command share its offset, so equal offsets are told apart by the state alone.
  private boolean isAhead(HistoryState next, long offset) {
    return state == null || (offset >= commandOffset && next.compareTo(state) > 0);
  }

  private boolean move(HistoryState next, long offset) {
    state = next;
    commandOffset = offset;
    return true;
  }

  @Override
  public String toString() {
    return ("%s room=%s userKey=%s ticket=%s %s joined=%s admitted=%s ended=%s %s %s live=%s offset=%d"
            + " requested=%s ahead=%s estimated=%s leftLine=%s%s")
        .formatted(
            id,
            room,
            userKey,
            ticket,
            state,
            joinedAt,
            admittedAt,
            endedAt,
            endedReason,
            refusal,
            liveId,
            commandOffset,
            requestedOffset,
            ahead,
            estimatedSeconds,
            leftLineOffset,
            (tokensSince == null ? "" : " tokensSince=" + tokensSince)
                + (drawnTicket == null ? "" : " drawn=" + drawnTicket + " after " + drawnAhead)
                + (lineOrder == null ? "" : " order=" + lineOrder));
  }
}
