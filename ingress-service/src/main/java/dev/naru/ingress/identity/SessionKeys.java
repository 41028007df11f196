package dev.naru.ingress.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign and verify sessions' tokens. A token names its key by number, one without a
 * {@code kid} is of key 0; a number is looked up here and means nothing else. Immutable.
 */
final class SessionKeys {
  private static final int KEY_BYTES = 32;
  private static final String HMAC = "HmacSHA256";
  private static final String FIRST = "0";

  private final Mac mac;
  private final String header;
  private final Map<String, MACVerifier> verifiers;

  private SessionKeys(Mac mac, String header, Map<String, MACVerifier> verifiers) {
    this.mac = mac;
    this.header = header;
    this.verifiers = verifiers;
  }

  static KeyFamily family(KeyFolder folder) {
    return new KeyFamily(folder, "session-token", "session-token.key", SessionKeys::newKey);
  }

  /** One key that signs and verifies. */
  static SessionKeys of(byte[] key) {
    return new SessionKeys(mac(key), header(0), Map.of(FIRST, verifier(key)));
  }

  static SessionKeys of(KeySet keys) {
    Map<String, MACVerifier> verifiers = new HashMap<>();
    keys.all().forEach(key -> verifiers.put(Integer.toString(key.number()), verifier(bytes(key))));
    KeptKey signer = keys.signer();
    return new SessionKeys(mac(bytes(signer)), header(signer.number()), Map.copyOf(verifiers));
  }

  private static String newKey(Instant now) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new OctetSequenceKey.Builder(key)
        .algorithm(JWSAlgorithm.HS256)
        .issueTime(Date.from(now))
        .build()
        .toJSONString();
  }

  /** A JSON Web Key; of installations that had one key only, bytes in base 64. */
  private static byte[] bytes(KeptKey key) {
    try {
      return key.text().startsWith("{")
          ? OctetSequenceKey.parse(key.text()).toByteArray()
          : Base64.getDecoder().decode(key.text());
    } catch (ParseException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "Expected key " + key.number() + " of session tokens to be a secret, but it is not", e);
    }
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected a key of 256 bits for session tokens", e);
    }
  }

  private static MACVerifier verifier(byte[] key) {
    try {
      return new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("Expected a key of 256 bits for session tokens", e);
    }
  }

  private static String header(int number) {
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(SessionTokens.TYPE);
    return (number == 0 ? header : header.keyID(Integer.toString(number)))
        .build()
        .toBase64URL()
        .toString();
  }

  /** The header of a token that is signed now, as it is sent. */
  String header() {
    return header;
  }

  byte[] sign(byte[] text) {
    try {
      return ((Mac) mac.clone()).doFinal(text);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Expected the platform's HMAC to be cloneable", e);
    }
  }

  /** Returns what verifies the tokens that name that key; null if there is no such key. */
  @Nullable MACVerifier verifier(@Nullable String kid) {
    return verifiers.get(kid == null ? FIRST : kid);
  }
}
