package dev.naru.ingress.http;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as RFC 4180 has it. What users typed must not become a formula in whoever's
 * spreadsheet opens it: text that begins like one gets an apostrophe before it.
 */
final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private final Writer out;

  Csv(Writer out) {
    this.out = out;
  }

  /** Writes a line; null is an empty field. */
  void line(List<? extends @Nullable Object> fields) throws IOException {
    String separator = "";
    for (Object field : fields) {
      out.append(separator).append(field == null ? "" : text(field.toString()));
      separator = ",";
    }
    out.append("\r\n");
  }

  private static String text(String text) {
    String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = harmless.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
