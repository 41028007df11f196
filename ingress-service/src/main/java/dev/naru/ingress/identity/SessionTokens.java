package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.naru.model.Names;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks the tokens of sessions: JWTs signed with HS256 and keys that ingresses share.
 * Algorithm, type, issuer and audience are pinned. Thread-safe.
 */
public final class SessionTokens {
  static final String ISSUER = "naru";
  static final String AUDIENCE = "naru-session";
  static final JOSEObjectType TYPE = new JOSEObjectType("naru-session+jwt");
  static final String ROOM = "room";
  static final String PARTITION = "par";
  static final String OFFSET = "off";

  /** Longer than any token of ours, with a room of 63 characters. */
  private static final int MOST_CHARACTERS = 2_048;

  private static final String CLAIMS_BEGIN =
      "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"";

  private final Supplier<SessionKeys> keys;
  private final Duration life;
  private final Clock clock;

  SessionTokens(Supplier<SessionKeys> keys, Duration life, Clock clock) {
    this.keys = keys;
    this.life = life;
    this.clock = clock;
  }

  /**
   * @param rotation how old a key becomes, zero if it is for ever
   */
  static SessionTokens keptIn(KeyFolder folder, Duration rotation, Duration life, Clock clock) {
    return new SessionTokens(
        new RotatingKeys<>(
            SessionKeys.family(folder), new KeyRotation(rotation, life), SessionKeys::of, clock),
        life,
        clock);
  }

  /** How long a token is good. */
  public Duration life() {
    return life;
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
    SessionKeys current = keys.get();
    String signed = current.header() + "." + base64(ascii(payload.toString()));
    return signed + "." + base64(current.sign(ascii(signed)));
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
      MACVerifier verifier = keys.get().verifier(jwt.getHeader().getKeyID());
      boolean ours =
          verifier != null
              && JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
              && TYPE.equals(jwt.getHeader().getType())
              && jwt.verify(verifier);
      return ours ? read(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<SessionToken> read(JWTClaimsSet claims) throws ParseException {
    Date expiry = claims.getExpirationTime();
    Date begin = claims.getNotBeforeTime();
    boolean good =
        ISSUER.equals(claims.getIssuer())
            && List.of(AUDIENCE).equals(claims.getAudience())
            && expiry != null
            && clock.instant().isBefore(expiry.toInstant())
            && (begin == null || !clock.instant().isBefore(begin.toInstant()));
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
