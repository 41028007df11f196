package dev.naru.admission.sim;

import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.RawJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A live session as the auditor sees it. */
final class ModelSession {
  final UUID id;
  final ModelRoom room;
  final String userKey;
  long ticket;
  final long joinedAt;
  final List<UUID> aliases = new ArrayList<>();
  final List<ModelQuery> unfinished = new ArrayList<>();
  final Map<String, Asked> keyed = new HashMap<>();
  @Nullable Transfer transfer;
  double order;
  boolean moved;
  boolean active;
  long admittedAt;
  long expiresAt;

  ModelSession(UUID id, ModelRoom room, String userKey, long ticket, long joinedAt) {
    this.id = id;
    this.room = room;
    this.userKey = userKey;
    this.ticket = ticket;
    this.joinedAt = joinedAt;
    this.order = ticket;
  }

  boolean isOverdue(long clock) {
    return active && expiresAt <= clock;
  }

  /** What a query of this session asked, and which query that was. */
  record Asked(UUID queryId, RawJson payload, String pool, long timeoutMillis) {
    boolean isSame(RawJson otherPayload, String otherPool, long otherTimeout) {
      return payload.equals(otherPayload)
          && pool.equals(otherPool)
          && timeoutMillis == otherTimeout;
    }
  }
}
