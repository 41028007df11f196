package dev.naru.ingress.identity;

import dev.naru.ingress.IdentitySettings;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The issuer of users' tokens, if there is one. */
public final class Issuers {
  static final Issuers NONE = new Issuers(null);

  private final @Nullable UserTokens users;

  private Issuers(@Nullable UserTokens users) {
    this.users = users;
  }

  static Issuers of(IdentitySettings.Oidc oidc, Clock clock) {
    return new Issuers(
        new UserTokens(
            OidcVerifier.of(oidc.issuer(), oidc.audience(), oidc.jwksUri(), clock),
            oidc.userClaim()));
  }

  /** What says whose a user's token is; empty if no issuer is set. */
  public Optional<UserTokens> users() {
    return Optional.ofNullable(users);
  }
}
