package dev.naru.ingress.view;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view says of a query, read at one moment.
 *
 * @param askerId what the session id of the asker's token stands for
 * @param query null if the view has none of that id
 * @param pending what was noted when it was submitted and not decided in time; null if nothing
 * @param tokensSince tokens of the asker's session from before this offset are void; 0 if none are
 */
public record QueryReading(
    Head head,
    UUID askerId,
    @Nullable QueryRecord query,
    @Nullable Pending pending,
    long tokensSince) {

  /** A submission, and where it stands in the log. */
  public record Pending(UUID sessionId, long offset) {}
}
