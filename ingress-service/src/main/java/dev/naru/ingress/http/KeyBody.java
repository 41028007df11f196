package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.Rate;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of the OpenAI door, as operators see it; unknown values are null.
 *
 * @param key what its owner shows: in the answer to its making, and nowhere else
 */
record KeyBody(
    UUID id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
    String owner,
    String room,
    @Nullable String rate,
    @Nullable String userRate,
    Instant madeAt,
    @Nullable Instant revokedAt) {

  static KeyBody of(ApiKey key) {
    return of(key, null);
  }

  static KeyBody of(ApiKey key, @Nullable String secret) {
    return new KeyBody(
        key.id(),
        secret,
        key.owner(),
        key.room(),
        text(key.rate()),
        text(key.userRate()),
        key.madeAt(),
        key.revokedAt());
  }

  private static @Nullable String text(@Nullable Rate rate) {
    return rate == null ? null : rate.toString();
  }
}
