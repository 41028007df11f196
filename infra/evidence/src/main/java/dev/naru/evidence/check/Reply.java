package dev.naru.evidence.check;

/**
 * One request and how it was answered.
 *
 * @param request what was asked, such as {@code join}
 * @param ok answered as the contract says
 * @param millis from the first attempt to connect to the last byte, as the client saw it
 * @param status HTTP status; 0 if there was no answer
 */
public record Reply(String request, boolean ok, int millis, int status) {}
