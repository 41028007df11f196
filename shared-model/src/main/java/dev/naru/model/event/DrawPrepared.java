package dev.naru.model.event;

import dev.naru.model.DrawPlan;
import java.util.UUID;

/**
 * A draw stands by.
 *
 * @param seed 64 hex digits, for the log alone: people are told its hash
 * @param seedHash SHA-256 of the seed's 32 bytes, 64 hex digits
 * @param until when it starts, ms since 1970
 */
public record DrawPrepared(
    UUID drawId, String room, DrawPlan plan, String seed, String seedHash, long until)
    implements Event {}
