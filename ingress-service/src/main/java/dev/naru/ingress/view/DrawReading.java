package dev.naru.ingress.view;

import dev.naru.model.Draw;
import org.jspecify.annotations.Nullable;

/**
 * One draw as it was at one moment, as people may know it.
 *
 * @param draw null if there is none of that id
 */
public record DrawReading(Head head, @Nullable Draw draw) {}
