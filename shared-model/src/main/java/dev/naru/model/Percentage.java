package dev.naru.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A share of all, written {@code 50%}: 1 to 100 in whole numbers. */
public record Percentage(@JsonValue int percent) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\s*%?");

  public Percentage {
    if (percent < 1 || percent > 100) {
      throw new InvalidSettingException("percentage", "1% to 100%", percent + "%");
    }
  }

  @JsonCreator
  static Percentage ofPercent(int percent) {
    return new Percentage(percent);
  }

  /** Reads the written form; throws {@link InvalidSettingException} for any other text. */
  public static Percentage valueOf(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new InvalidSettingException(
          "percentage", "a whole number with %, such as 50%", "'" + text + "'");
    }
    return new Percentage(Integer.parseInt(form.group(1)));
  }
}
