package dev.naru.admission.replay.log;

import dev.naru.model.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * One record of the commands' log.
 *
 * @param command null if nobody can read it
 * @param timestamp the record's time in the log, ms since 1970
 * @param value the record's bytes; null if it has none
 */
public record RecordedCommand(
    long offset, long timestamp, byte @Nullable [] value, @Nullable Command command) {}
