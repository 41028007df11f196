package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Proofs that a session is active, for parties that verify them by JWKS: JWTs of 60 s, signed with
 * ES256. One is handed out again for up to 20 s, so that it is good for 40 s at least. Thread-safe.
 */
public final class AdmissionTokens {
  static final String AUDIENCE = "naru-admission";
  private static final JOSEObjectType TYPE = new JOSEObjectType("naru-admission+jwt");
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Duration REUSED = Duration.ofSeconds(20);
  private static final int MOST_CACHED = 10_000;

  private final Supplier<Keys> keys;
  private final Clock clock;
  private final ConcurrentMap<UUID, Issued> issued = new ConcurrentHashMap<>();

  private AdmissionTokens(Supplier<Keys> keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * @param rotation how old a key becomes, zero if it is for ever
   */
  static AdmissionTokens keptIn(KeyFolder folder, Duration rotation, Clock clock) {
    KeyFamily family =
        new KeyFamily(folder, "admission-token", "admission-token.jwk", AdmissionTokens::newKey);
    return new AdmissionTokens(
        new RotatingKeys<>(family, new KeyRotation(rotation, LIFE), Keys::of, clock), clock);
  }

  private static String newKey(Instant now) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .issueTime(Date.from(now))
          .generate()
          .toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected to make an EC key, but cannot", e);
    }
  }

  /** The public keys, as a JSON Web Key Set (RFC 7517). */
  public String keySet() {
    return keys.get().published();
  }

  /** Returns a token for a session that is active now. */
  public String issue(UUID sessionId, String room) {
    Instant now = clock.instant();
    if (issued.size() > MOST_CACHED) {
      issued.values().removeIf(old -> old.isStaleAt(now));
    }
    Issued token =
        issued.compute(
            sessionId,
            (id, old) ->
                old == null || old.isStaleAt(now) ? new Issued(sign(id, room, now), now) : old);
    return token.jwt();
  }

  private String sign(UUID sessionId, String room, Instant now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(SessionTokens.ISSUER)
            .audience(AUDIENCE)
            .subject(sessionId.toString())
            .claim(SessionTokens.ROOM, room)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    Keys current = keys.get();
    SignedJWT jwt = new SignedJWT(current.header(), claims);
    try {
      jwt.sign(current.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected to sign an admission token, but cannot", e);
    }
    return jwt.serialize();
  }

  private record Issued(String jwt, Instant at) {
    boolean isStaleAt(Instant now) {
      return now.isBefore(at) || !now.isBefore(at.plus(REUSED));
    }
  }

  /**
   * The keys as they are used.
   *
   * @param published all of them, without what is private
   */
  private record Keys(ECDSASigner signer, JWSHeader header, String published) {
    static Keys of(KeySet keys) {
      ECKey signer = parse(keys.signer());
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(signer.getKeyID()).build();
      List<JWK> all = keys.all().stream().map(key -> (JWK) parse(key)).toList();
      try {
        return new Keys(new ECDSASigner(signer), header, new JWKSet(all).toString());
      } catch (JOSEException e) {
        throw wrong(keys.signer(), e);
      }
    }

    private static ECKey parse(KeptKey key) {
      try {
        return ECKey.parse(key.text());
      } catch (ParseException e) {
        throw wrong(key, e);
      }
    }

    private static IllegalStateException wrong(KeptKey key, Exception cause) {
      return new IllegalStateException(
          "Expected admission-token.jwk, or the key %d that followed it, to hold an EC key, but it does not"
              .formatted(key.number()),
          cause);
    }
  }
}
