package dev.naru.model;

import org.jspecify.annotations.Nullable;

/** The rules for what callers name themselves and their requests by. */
public final class UserKeys {
  /** Longest user key and idempotency key, in characters. */
  public static final int MOST_CHARACTERS = 256;

  private UserKeys() {}

  /** Whether the text is 1 to 256 characters without control characters or unpaired surrogates. */
  public static boolean isValid(@Nullable String text) {
    return text != null
        && !text.isBlank()
        && text.length() <= MOST_CHARACTERS
        && text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** Throws {@link IllegalArgumentException} for what is no user key. */
  public static void require(@Nullable String userKey) {
    if (!isValid(userKey)) {
      throw new IllegalArgumentException(
          "Expected userKey to be 1 to 256 characters without control characters");
    }
  }

  /** Throws {@link IllegalArgumentException} for what is neither null nor an idempotency key. */
  public static void requireIdempotencyKey(@Nullable String key) {
    if (key != null && !isValid(key)) {
      throw new IllegalArgumentException(
          "Expected Idempotency-Key to be 1 to 256 characters without control characters");
    }
  }
}
