package dev.naru.ingress.http;

import org.jspecify.annotations.Nullable;

/** What a client says on its socket. */
sealed interface ClientFrame {

  /**
   * Who it is; the first frame. A later one brings a new token of the same session.
   *
   * @param after id of the last frame that the client knows; null to begin
   */
  record Hello(String token, @Nullable String after) implements ClientFrame {}

  /**
   * A query.
   *
   * @param ref the client's name for it, and its idempotency key; null if it has none
   */
  record Ask(@Nullable String ref, QueryContent content) implements ClientFrame {}

  /** Asks for a pong with the same ref. */
  record Ping(@Nullable String ref) implements ClientFrame {}

  /** Ends the session. */
  record Leave() implements ClientFrame {}
}
