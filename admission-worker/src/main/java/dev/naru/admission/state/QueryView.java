package dev.naru.admission.state;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One query, read-only. Times are ms since 1970. */
public interface QueryView {
  UUID id();

  UUID sessionId();

  String room();

  String pool();

  /**
   * {@code QUEUED}, {@code RUNNING}; or, while it still occupies a slot, {@code CANCELLED} or
   * {@code TIMED_OUT}.
   */
  QueryState state();

  /** Offset of its submission: the order among queries. */
  long order();

  long timeoutMillis();

  /** The slot it was given to, -1 while it waits for one. */
  int slot();

  /** The attempt that runs, 0 before the first. */
  int attempt();

  long submittedAt();

  /** When the running attempt began, 0 before the first. */
  long startedAt();

  /** When it has waited too long to be started; 0 if never, or if it does not wait any more. */
  long waitsUntil();

  /** What it asks; null once it was given to a slot, which then holds it. */
  @Nullable RawJson payload();

  /** What it asked, still known when the payload is not. */
  QueryContent content();

  /** Other ids that read as this query. */
  List<UUID> aliases();
}
