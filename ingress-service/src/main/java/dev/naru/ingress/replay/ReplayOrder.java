package dev.naru.ingress.replay;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants replayed.
 *
 * @param mode {@code verify}, {@code rebuild} or {@code what-if}
 * @param from an offset, an ISO time, {@code earliest} or {@code latest}
 * @param to likewise
 * @param changes JSON: of a what-if the settings that are imagined, of a rebuild what is made anew
 *     beside the view; null if there is none
 */
public record ReplayOrder(UUID id, String mode, String from, String to, @Nullable String changes) {}
