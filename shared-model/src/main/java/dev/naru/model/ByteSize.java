package dev.naru.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 512B}, {@code 256KB}, {@code 4MB} or {@code 1GB} (powers of
 * 1,024).
 */
public record ByteSize(@JsonValue long bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?");

  public ByteSize {
    if (bytes < 0) {
      throw new InvalidSettingException("size", "at least 0 bytes", bytes);
    }
  }

  @JsonCreator
  static ByteSize ofBytes(long bytes) {
    return new ByteSize(bytes);
  }

  public static ByteSize ofKilobytes(long kilobytes) {
    return new ByteSize(kilobytes * 1024);
  }

  /** Reads the written form; throws {@link InvalidSettingException} for any other text. */
  public static ByteSize valueOf(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      throw new InvalidSettingException(
          "size", "a number with B, KB, MB or GB, such as 256KB", "'" + text + "'");
    }
    String unit = form.group(2) == null ? "B" : form.group(2);
    int shift =
        switch (unit) {
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          default -> 0;
        };
    return new ByteSize(Long.parseLong(form.group(1)) << shift);
  }
}
