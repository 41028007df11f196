package dev.naru.ingress.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the plain page says of a wait.
 *
 * @param refresh how soon to ask again
 * @param estimate null if it is not known
 */
record PlainWait(Duration refresh, @Nullable Duration estimate, boolean paused) {}
