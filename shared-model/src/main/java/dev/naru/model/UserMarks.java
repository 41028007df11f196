package dev.naru.model;

import dev.naru.model.wire.HashChain;
import java.nio.charset.StandardCharsets;

/** Stands for users where it is enough to know whether two are the same. */
public final class UserMarks {
  private static final int DIGITS = 32;

  private UserMarks() {}

  /** Returns 32 hex digits that are the same for the same user in the same room. */
  public static String of(String room, String userKey) {
    byte[] both = (room + "\n" + userKey).getBytes(StandardCharsets.UTF_8);
    return HashChain.hashOf(both).substring(0, DIGITS);
  }
}
