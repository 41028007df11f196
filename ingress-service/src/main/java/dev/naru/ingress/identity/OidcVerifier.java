package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of an OpenID Connect issuer: JWTs signed with an asymmetric algorithm and a key
 * of the issuer's key set; issuer, audience, subject and expiry must be there and right.
 * Thread-safe.
 */
public final class OidcVerifier {
  /** Pinned: with a symmetric one, the public keys would be secrets. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
  private static final Set<String> REQUIRED = Set.of("exp", "sub");
  private static final int MOST_CHARACTERS = 8_192;

  /** How far clocks may be apart. */
  static final Duration SKEW = Duration.ofSeconds(30);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  OidcVerifier(String issuer, String audience, JWKSource<SecurityContext> keys, Clock clock) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new Claims(issuer, audience, clock));
  }

  /**
   * Checks tokens of one issuer.
   *
   * @param issuer what {@code iss} must say
   * @param audience what must be one of {@code aud}
   * @param keys where the issuer has its JSON Web Key Set
   */
  public static OidcVerifier of(String issuer, String audience, URI keys, Clock clock) {
    return new OidcVerifier(issuer, audience, IssuerKeys.at(keys), clock);
  }

  /**
   * Returns what the token says; empty if it is not a good one; throws {@link IssuerAwayException}
   * if that cannot be told.
   */
  public Optional<JWTClaimsSet> verify(@Nullable String token) {
    if (token == null || token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(processor.process(token, null));
    } catch (KeySourceException e) {
      throw new IssuerAwayException(e);
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    Claims(String issuer, String audience, Clock clock) {
      super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), REQUIRED);
      this.clock = clock;
      setMaxClockSkew((int) SKEW.toSeconds());
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
