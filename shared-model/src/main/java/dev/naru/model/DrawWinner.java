package dev.naru.model;

import java.util.UUID;

/**
 * Somebody who won.
 *
 * @param user stands for the user key, which nobody can read from it: 32 hex digits
 */
public record DrawWinner(UUID sessionId, long ticket, String user) {}
