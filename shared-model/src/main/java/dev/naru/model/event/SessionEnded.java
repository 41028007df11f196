package dev.naru.model.event;

import dev.naru.model.EndReason;
import java.util.UUID;

/** A session ended at the envelope's clock. */
public record SessionEnded(UUID sessionId, String room, EndReason reason) implements Event {}
