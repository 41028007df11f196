/** What happened: one past-tense record per event, sealed under {@link Event}. */
@NullMarked
package dev.naru.model.event;

import org.jspecify.annotations.NullMarked;
