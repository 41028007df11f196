package dev.naru.ingress.deadletter;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which letters are meant; what is null does not matter. */
public record LetterFilter(
    @Nullable UUID id, @Nullable String reason, @Nullable Boolean parked, @Nullable String topic) {

  public static LetterFilter of(UUID id) {
    return new LetterFilter(id, null, null, null);
  }
}
