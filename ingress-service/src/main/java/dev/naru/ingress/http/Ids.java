package dev.naru.ingress.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids: UUIDv7 when made, any UUID in its usual form when read. */
final class Ids {
  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
  private static final long YOUNG_MILLIS = 600_000;
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Ids() {}

  static UUID next() {
    return GENERATOR.generate();
  }

  /**
   * Whether the id was made within the last ten minutes: then what it names may be on its way, and
   * not in any table yet, if a server was away for minutes.
   */
  static boolean isYoung(UUID id) {
    long madeAt = id.getMostSignificantBits() >>> 16;
    return id.version() == 7 && Math.abs(System.currentTimeMillis() - madeAt) < YOUNG_MILLIS;
  }

  /** Reads an id from a path; what is none names nothing. */
  static UUID parse(String text, String thing) {
    if (!FORM.matcher(text).matches()) {
      throw Problems.unknown(thing);
    }
    return UUID.fromString(text);
  }
}
