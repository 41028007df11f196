package dev.naru.ingress.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.naru.model.UserKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which user a token of the issuer is of. Thread-safe. */
public final class UserTokens {
  private final OidcVerifier verifier;
  private final String claim;

  /**
   * @param claim the claim that is the user key
   */
  UserTokens(OidcVerifier verifier, String claim) {
    this.verifier = verifier;
    this.claim = claim;
  }

  /**
   * Returns the user key; empty if the token is not good, or says nothing that can be one; throws
   * {@link IssuerAwayException} if that cannot be told.
   */
  public Optional<String> userKey(@Nullable String token) {
    return verifier.verify(token).flatMap(this::claim).filter(UserKeys::isValid);
  }

  private Optional<String> claim(JWTClaimsSet claims) {
    return claims.getClaim(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
