package dev.naru.ingress.identity;

import java.util.UUID;

/**
 * What a session's token says: whose it is, and the command that must be in the view before the
 * view may say that there is no such session.
 *
 * @param partition of the log
 * @param offset of the command that asked for the session
 */
public record SessionToken(UUID sessionId, String room, int partition, long offset) {}
