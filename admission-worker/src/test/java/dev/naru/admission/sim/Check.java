package dev.naru.admission.sim;

import org.jspecify.annotations.Nullable;

/** What the auditor says when the design was not kept. */
final class Check {
  private Check() {}

  static void check(boolean kept, String message, @Nullable Object... arguments) {
    if (!kept) {
      throw new AssertionError(message.formatted(arguments));
    }
  }

  static <T> T found(String what, Object name, @Nullable T thing) {
    if (thing == null) {
      throw new AssertionError("an event names " + what + " '" + name + "', and there is none");
    }
    return thing;
  }
}
