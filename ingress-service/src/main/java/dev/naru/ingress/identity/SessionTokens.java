package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.naru.model.Names;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
  private static final String HMAC = "HmacSHA256";

  /** Longer than any token of ours, with a room of 63 characters. */
  private static final int MOST_CHARACTERS = 2_048;

  private static final String HEADER =
      new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build().toBase64URL().toString();
  private static final String CLAIMS_BEGIN =
      "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"";

  private final Mac mac;
  private final MACVerifier verifier;
  private final Duration life;
  private final Clock clock;

  SessionTokens(byte[] key, Duration life, Clock clock) {
    this.life = life;
    this.clock = clock;
    try {
      this.mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      this.verifier = new MACVerifier(key);
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("Expected a key of 256 bits for session tokens", e);
    }
  }

  static SessionTokens keptIn(KeyFolder folder, Duration life, Clock clock) {
    String key = folder.keep(FILE, SessionTokens::newKey);
    return new SessionTokens(Base64.getDecoder().decode(key), life, clock);
  }

  /** How long a token is good. */
  public Duration life() {
    return life;
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /**
   * Issues a token. Every join needs one, so it is put together by hand: there is nothing in it to
   * escape, and it costs a fifth of what the library takes.
   */
  public String issue(SessionToken token) {
    long now = clock.instant().getEpochSecond();
    StringBuilder payload =
        new StringBuilder(200)
            .append(CLAIMS_BEGIN)
            .append(token.sessionId())
            .append("\",\"room\":\"")
            .append(Names.requireName("room", token.room()))
            .append("\",\"par\":")
            .append(token.partition())
            .append(",\"off\":")
            .append(token.offset())
            .append(",\"iat\":")
            .append(now)
            .append(",\"exp\":")
            .append(now + life.toSeconds())
            .append('}');
    String signed = HEADER + "." + base64(ascii(payload.toString()));
    return signed + "." + base64(mac().doFinal(ascii(signed)));
  }

  private Mac mac() {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Expected the platform's HMAC to be cloneable", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
