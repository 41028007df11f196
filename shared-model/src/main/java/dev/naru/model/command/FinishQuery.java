package dev.naru.model.command;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker is done with the query on its slot: the call is over, and the slot is free.
 *
 * @param outcome a terminal state
 * @param result what the upstream answered, null unless {@code SUCCEEDED}
 * @param error a problem object (RFC 9457), null if {@code SUCCEEDED}
 */
public record FinishQuery(
    UUID queryId,
    String pool,
    int slot,
    int attempt,
    QueryState outcome,
    @Nullable RawJson result,
    @Nullable RawJson error)
    implements Command {
  public FinishQuery {
    Objects.requireNonNull(queryId, "queryId");
    Objects.requireNonNull(pool, "pool");
    if (!outcome.isTerminal()) {
      throw new IllegalArgumentException("Expected a terminal outcome, but it is " + outcome);
    }
  }
}
