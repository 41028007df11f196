package dev.naru.ingress.view;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view says of the session whose token the asker holds.
 *
 * @param tokensSince tokens of commands before this offset are void; 0 if none are
 * @param transferId of the session's last transfer; null if there was none
 * @param userKey null if the view has no such session
 */
public record Holder(long tokensSince, @Nullable UUID transferId, @Nullable String userKey) {
  /** That of a session which the view does not have. */
  public static final Holder UNKNOWN = new Holder(0, null, null);
}
