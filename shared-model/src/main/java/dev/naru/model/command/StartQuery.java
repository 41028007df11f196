package dev.naru.model.command;

import java.util.Objects;
import java.util.UUID;

/**
 * A worker begins an attempt of the query that it found on its slot.
 *
 * @param slot partition of the pool's slot topic, from 0
 * @param attempt 1, 2, …
 * @param worker name of the worker process, for people
 */
public record StartQuery(UUID queryId, String pool, int slot, int attempt, String worker)
    implements Command {
  public StartQuery {
    Objects.requireNonNull(queryId, "queryId");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(worker, "worker");
  }
}
