package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks the tokens of sessions: JWTs signed with HS256 and one key, which ingresses
 * share. Algorithm, type, issuer and audience are pinned. Thread-safe.
 */
public final class SessionTokens {
  static final String ISSUER = "naru";
  static final String AUDIENCE = "naru-session";
  static final JOSEObjectType TYPE = new JOSEObjectType("naru-session+jwt");
  static final String ROOM = "room";
  static final String PARTITION = "par";
  static final String OFFSET = "off";
  private static final String FILE = "session-token.key";
  private static final int KEY_BYTES = 32;

  /** Longer than any token of ours, with a room of 63 characters. */
  private static final int MOST_CHARACTERS = 2_048;

  private static final JWSHeader HEADER =
      new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build();

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final Duration life;
  private final Clock clock;

  SessionTokens(byte[] key, Duration life, Clock clock) {
    this.life = life;
    this.clock = clock;
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected a key of 256 bits for session tokens", e);
    }
  }

  static SessionTokens keptIn(KeyFolder folder, Duration life, Clock clock) {
    String key = folder.keep(FILE, SessionTokens::newKey);
    return new SessionTokens(Base64.getDecoder().decode(key), life, clock);
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  public String issue(SessionToken token) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(token.sessionId().toString())
            .claim(ROOM, token.room())
            .claim(PARTITION, token.partition())
            .claim(OFFSET, token.offset())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .build();
    SignedJWT jwt = new SignedJWT(HEADER, claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected to sign a session's token, but cannot", e);
    }
    return jwt.serialize();
  }

  /** Returns what the token says; empty if it is not ours, not whole or no longer good. */
  public Optional<SessionToken> verify(@Nullable String token) {
    if (token == null || token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      boolean ours =
          JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
              && TYPE.equals(jwt.getHeader().getType())
              && jwt.verify(verifier);
      return ours ? read(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<SessionToken> read(JWTClaimsSet claims) throws ParseException {
    Date expiry = claims.getExpirationTime();
    boolean good =
        ISSUER.equals(claims.getIssuer())
            && List.of(AUDIENCE).equals(claims.getAudience())
            && expiry != null
            && clock.instant().isBefore(expiry.toInstant());
    String subject = claims.getSubject();
    String room = claims.getStringClaim(ROOM);
    Integer partition = claims.getIntegerClaim(PARTITION);
    Long offset = claims.getLongClaim(OFFSET);
    if (!good || subject == null || room == null || partition == null || offset == null) {
      return Optional.empty();
    }
    return Optional.of(new SessionToken(UUID.fromString(subject), room, partition, offset));
  }
}
