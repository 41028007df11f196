package dev.naru.model;

/**
 * What a draw was made from: fixed when it started, together with its seed.
 *
 * @param offset of the last command that the chain holds
 * @param chain running SHA-256 of the log up to that command, 64 hex digits
 * @param participants how many could win
 * @param participantsHash SHA-256 over their session ids, 16 bytes each, in the order of their
 *     tickets; 64 hex digits
 */
public record DrawStart(long offset, String chain, int participants, String participantsHash) {}
