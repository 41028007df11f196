package dev.naru.admission.state;

import dev.naru.model.SessionState;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One live session, read-only. Times are ms since 1970. */
public interface SessionView {
  UUID id();

  RoomView room();

  String userKey();

  /** {@code WAITING} or {@code ACTIVE}. */
  SessionState state();

  long ticket();

  /** What it stands in line by: its ticket, unless it was moved. */
  double order();

  /** Whether an operator let it stand elsewhere in the line. */
  boolean isMoved();

  long joinedAt();

  /** 0 while waiting. */
  long admittedAt();

  /** 0 while waiting. */
  long expiresAt();

  /** The last transfer, which voided the tokens of commands before it; null if there was none. */
  @Nullable Transfer transfer();

  /** Other ids that read as this session. */
  List<UUID> aliases();

  /** Its unfinished queries, the oldest first. */
  Collection<? extends QueryView> unfinishedQueries();

  /** What the key was used for in this session; null if it was not. */
  @Nullable KeyedQuery query(String idempotencyKey);

  /**
   * A transfer of a session.
   *
   * @param offset of its command
   */
  record Transfer(UUID id, long offset) {}

  /** The query that a key made, and what it asked. */
  record KeyedQuery(UUID queryId, QueryContent content) {}
}
