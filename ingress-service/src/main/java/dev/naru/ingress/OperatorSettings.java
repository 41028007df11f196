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
 * @param viewerToken what somebody shows who may look and change nothing; if there is none, nobody
 *     may by such a token
 * @param oidc operators who log in elsewhere; if there is none, nobody does
 */
@ConfigurationProperties("naru.operator")
public record OperatorSettings(
    @Nullable String token,
    String name,
    @Nullable String viewerToken,
    @Nullable OidcSettings oidc) {
  private static final int MOST_CHARACTERS = 1_024;

  public OperatorSettings {
    name = name == null || name.isBlank() ? "operator" : name;
    // a variable of the environment that is empty is none
    viewerToken = viewerToken == null || viewerToken.isEmpty() ? null : viewerToken;
    requireToken("naru.operator.token", token);
    requireToken("naru.operator.viewer-token", viewerToken);
    if (viewerToken != null && viewerToken.equals(token)) {
      throw new InvalidSettingException(
          "naru.operator.viewer-token", "another than naru.operator.token", "the same");
    }
  }

  private static void requireToken(String key, @Nullable String token) {
    if (token != null && !isToken(token)) {
      // what it is stays untold: it may be most of somebody's secret
      throw new InvalidSettingException(
          key,
          "1 to " + MOST_CHARACTERS + " visible ASCII characters without spaces",
          "something else");
    }
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_CHARACTERS
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Without the tokens: settings are logged. */
  @Override
  public String toString() {
    return "OperatorSettings[name=" + name + ", oidc=" + oidc + "]";
  }
}
