package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who says who visitors are.
 *
 * @param oidc the issuer of users' tokens, for rooms of identity {@code oidc}; null if there is
 *     none
 */
@ConfigurationProperties("naru.identity")
public record IdentitySettings(@Nullable Oidc oidc) {
  /** No issuer. */
  public static final IdentitySettings NONE = new IdentitySettings(null);

  /**
   * An issuer of OpenID Connect.
   *
   * @param issuer what {@code iss} must say
   * @param jwksUri where its public keys are, http or https
   * @param audience what must be one of {@code aud}
   * @param userClaim the claim that is the user key, default {@code sub}
   */
  public record Oidc(String issuer, URI jwksUri, String audience, String userClaim) {
    public Oidc {
      require("issuer", issuer);
      require("audience", audience);
      if (jwksUri == null || !String.valueOf(jwksUri.getScheme()).matches("https?")) {
        throw new InvalidSettingException(
            "naru.identity.oidc.jwks-uri", "an address that begins with http or https", jwksUri);
      }
      userClaim = userClaim == null ? "sub" : userClaim;
      require("user-claim", userClaim);
    }

    private static void require(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        throw new InvalidSettingException("naru.identity.oidc." + name, "given", "missing");
      }
    }
  }
}
