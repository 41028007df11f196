package dev.naru.ingress.http;

import dev.naru.ingress.view.Head;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something as it was seen.
 *
 * @param head where the view stood; its offset is -1 if it was seen elsewhere
 * @param id what it is really called
 * @param line key, in the view, of the line whose moves change it; null if none does
 * @param tag its entity tag
 */
record Seen<T>(Head head, UUID id, @Nullable String line, String tag, T thing) {}
