package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Operators who log in elsewhere: their tokens are JWTs of an OpenID Connect issuer. Issuer, keys
 * and audience must be given; another component that is not takes its default.
 *
 * @param issuer what {@code iss} says
 * @param jwksUri where the issuer has its public keys, an {@code https} or {@code http} address
 * @param audience what must be one of {@code aud}
 * @param roleClaim claim with the roles; a dot leads into an object, as in {@code
 *     realm_access.roles}; default {@code roles}
 * @param operatorRole the role that may do all; default {@code naru-operator}
 * @param viewerRole the role that may look; default {@code naru-viewer}
 * @param nameClaim what the audit calls them; default {@code preferred_username}
 */
public record OidcSettings(
    String issuer,
    URI jwksUri,
    String audience,
    String roleClaim,
    String operatorRole,
    String viewerRole,
    String nameClaim) {
  private static final String KEY = "naru.operator.oidc.";

  public OidcSettings {
    require("issuer", issuer);
    require("audience", audience);
    if (!isWeb(jwksUri)) {
      throw new InvalidSettingException(
          KEY + "jwks-uri", "an address that begins with https:// or http://", jwksUri);
    }
    roleClaim = orDefault(roleClaim, "roles");
    operatorRole = orDefault(operatorRole, "naru-operator");
    viewerRole = orDefault(viewerRole, "naru-viewer");
    nameClaim = orDefault(nameClaim, "preferred_username");
  }

  private static void require(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidSettingException(KEY + name, "given", "missing");
    }
  }

  private static boolean isWeb(@Nullable URI address) {
    return address != null
        && address.getHost() != null
        && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
  }

  private static String orDefault(@Nullable String given, String byDefault) {
    return given == null || given.isBlank() ? byDefault : given;
  }
}
