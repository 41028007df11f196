package dev.naru.ingress.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to ask for the next part with; null if this was the last
 */
record PageBody(List<Object> items, @Nullable String next) {}
