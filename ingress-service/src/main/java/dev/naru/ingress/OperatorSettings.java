package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may operate. A component that is not given takes its default.
 *
 * @param token what an operator shows; if there is none, one is made at the first start and kept
 *     beside the keys
 * @param name what the audit calls whoever shows the token; default {@code operator}
 */
@ConfigurationProperties("naru.operator")
public record OperatorSettings(@Nullable String token, String name) {
  private static final int MOST_CHARACTERS = 1_024;

  public OperatorSettings {
    name = name == null || name.isBlank() ? "operator" : name;
    if (token != null && !isToken(token)) {
      // what it is stays untold: it may be most of somebody's secret
      throw new InvalidSettingException(
          "naru.operator.token",
          "1 to " + MOST_CHARACTERS + " visible ASCII characters without spaces",
          "something else");
    }
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_CHARACTERS
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Without the token: settings are logged. */
  @Override
  public String toString() {
    return "OperatorSettings[name=" + name + "]";
  }
}
