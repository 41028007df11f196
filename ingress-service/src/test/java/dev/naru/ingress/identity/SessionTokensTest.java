package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensTest {
  private static final byte[] KEY = new byte[64];
  private static final byte[] KEY_256 = new byte[32];
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private final SessionToken token = new SessionToken(UUID.randomUUID(), "lobby", 0, 4_711);
  private final SessionTokens tokens = at(NOW);

  private static SessionTokens at(Instant now) {
    SessionKeys keys = SessionKeys.of(KEY_256);
    return new SessionTokens(() -> keys, Duration.ofDays(7), Clock.fixed(now, ZoneOffset.UTC));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(SessionTokens.ISSUER)
        .audience(SessionTokens.AUDIENCE)
        .subject(token.sessionId().toString())
        .claim("room", "lobby")
        .claim("par", 0)
        .claim("off", 4_711)
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String signed(
      JWSAlgorithm algorithm, @Nullable JOSEObjectType type, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).type(type).build(), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Test
  void aTokenSaysWhatItWasIssuedFor() {
    // then
    assertThat(tokens.verify(tokens.issue(token))).contains(token);
  }

  @Test
  void anybodyWithTheKeyCanReadAToken() throws Exception {
    // when
    SignedJWT jwt = SignedJWT.parse(tokens.issue(token));

    // then
    assertThat(jwt.verify(new MACVerifier(KEY_256))).isTrue();
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
    assertThat(jwt.getJWTClaimsSet().getIssueTime()).isEqualTo(NOW);
    assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(SessionTokens.AUDIENCE);
  }

  @Test
  void aTokenEndsWithItsLife() {
    // given
    String issued = tokens.issue(token);

    // then
    assertThat(at(NOW.plus(Duration.ofDays(7)).minusSeconds(1)).verify(issued)).isPresent();
    assertThat(at(NOW.plus(Duration.ofDays(7))).verify(issued)).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "ey.ey.ey", "☃.☃.☃"})
  void whatIsNoTokenIsRefused(@Nullable String garbage) {
    // then
    assertThat(tokens.verify(garbage)).isEmpty();
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    // then
    assertThat(tokens.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
  }

  @Test
  void aSignatureOfAnotherKeyOrAlgorithmIsRefused() throws JOSEException {
    // given
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    String foreign =
        signed(JWSAlgorithm.HS256, SessionTokens.TYPE, claims().build(), new MACSigner(otherKey));
    String longer =
        signed(JWSAlgorithm.HS512, SessionTokens.TYPE, claims().build(), new MACSigner(KEY));
    String elliptic =
        signed(
            JWSAlgorithm.ES256,
            SessionTokens.TYPE,
            claims().build(),
            new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));

    // then
    assertThat(tokens.verify(foreign)).isEmpty();
    assertThat(tokens.verify(longer)).isEmpty();
    assertThat(tokens.verify(elliptic)).isEmpty();
  }

  @Test
  void aTokenOfAnotherKindOrForSomeoneElseIsRefused() throws JOSEException {
    // given
    MACSigner signer = new MACSigner(KEY_256);
    String good = signed(JWSAlgorithm.HS256, SessionTokens.TYPE, claims().build(), signer);
    String untyped = signed(JWSAlgorithm.HS256, null, claims().build(), signer);
    String otherAudience =
        signed(
            JWSAlgorithm.HS256,
            SessionTokens.TYPE,
            claims().audience(AdmissionTokens.AUDIENCE).build(),
            signer);
    String otherIssuer =
        signed(JWSAlgorithm.HS256, SessionTokens.TYPE, claims().issuer("x").build(), signer);
    String endless =
        signed(
            JWSAlgorithm.HS256, SessionTokens.TYPE, claims().expirationTime(null).build(), signer);
    String nobody =
        signed(JWSAlgorithm.HS256, SessionTokens.TYPE, claims().subject("me").build(), signer);

    // then
    assertThat(tokens.verify(good)).isPresent();
    assertThat(tokens.verify(untyped)).isEmpty();
    assertThat(tokens.verify(otherAudience)).isEmpty();
    assertThat(tokens.verify(otherIssuer)).isEmpty();
    assertThat(tokens.verify(endless)).isEmpty();
    assertThat(tokens.verify(nobody)).isEmpty();
  }

  @Test
  void aChangedTokenIsRefused() {
    // given
    String issued = tokens.issue(token);
    int middle = issued.indexOf('.') + 10;
    char other = issued.charAt(middle) == 'A' ? 'B' : 'A';

    // then
    assertThat(tokens.verify(issued.substring(0, middle) + other + issued.substring(middle + 1)))
        .isEmpty();
  }

  @Test
  void aTokenThatIsNotGoodYetIsRefused() throws JOSEException {
    // given
    MACSigner signer = new MACSigner(KEY_256);
    JWTClaimsSet later = claims().notBeforeTime(Date.from(NOW.plusSeconds(1))).build();

    // then
    assertThat(tokens.verify(signed(JWSAlgorithm.HS256, SessionTokens.TYPE, later, signer)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "00",
        "../session-token.key",
        "/etc/passwd",
        "session-token.key",
        "http://evil.example/key",
        "' or 1=1",
        "0\u0000"
      })
  void aKeyIdIsANumberThatIsLookedUpAndNothingElse(String kid) throws JOSEException {
    // given
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(SessionTokens.TYPE).keyID(kid).build(),
            claims().build());
    jwt.sign(new MACSigner(KEY_256));

    // then
    assertThat(tokens.verify(jwt.serialize())).isEmpty();
  }

  @Test
  void aHugeKeyIdIsRefusedUnread() throws JOSEException {
    // given
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(SessionTokens.TYPE)
                .keyID("0".repeat(100_000))
                .build(),
            claims().build());
    jwt.sign(new MACSigner(KEY_256));

    // then
    assertThat(tokens.verify(jwt.serialize())).isEmpty();
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() throws JOSEException {
    // given
    ECKey own = new ECKeyGenerator(Curve.P_256).generate();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(SessionTokens.TYPE)
                .jwk(own.toPublicJWK())
                .build(),
            claims().build());
    jwt.sign(new ECDSASigner(own));

    // then
    assertThat(tokens.verify(jwt.serialize())).isEmpty();
  }
}
