package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcVerifierTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final String ISSUER = "https://id.example/realms/naru";
  private static final ECKey FIRST = key("first");
  private static final ECKey SECOND = key("second");

  private final AtomicLong nanoTime = new AtomicLong(42);
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile @Nullable JWKSet published = new JWKSet(FIRST.toPublicJWK());
  private final OidcVerifier verifier = verifier(NOW);

  private OidcVerifier verifier(Instant now) {
    IssuerKeys keys =
        new IssuerKeys(
            () -> {
              fetches.incrementAndGet();
              JWKSet set = published;
              if (set == null) {
                throw new IOException("away");
              }
              return set;
            },
            nanoTime::get);
    return new OidcVerifier(ISSUER, "naru", keys, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(List.of("other", "naru"))
        .subject("u-17")
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String signed(ECKey key, JWTClaimsSet claims) {
    return signed(key, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), claims);
  }

  private static String signed(ECKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header.build(), claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTokenOfTheIssuerSaysWhoItIs() {
    // when
    JWTClaimsSet claims = verifier.verify(signed(FIRST, claims().build())).orElseThrow();

    // then
    assertThat(claims.getSubject()).isEqualTo("u-17");
  }

  @Test
  void anAccessTokenMayBeTypedAsSuchAndNothingElse() {
    // given
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("first");

    // then
    assertThat(
            verifier.verify(
                signed(FIRST, header.type(new JOSEObjectType("at+jwt")), claims().build())))
        .isPresent();
    assertThat(
            verifier.verify(
                signed(FIRST, header.type(new JOSEObjectType("logout+jwt")), claims().build())))
        .isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "☃.☃.☃"})
  void whatIsNoTokenIsRefusedWithoutAskingForKeys(@Nullable String garbage) {
    // then
    assertThat(verifier.verify(garbage)).isEmpty();
    assertThat(fetches).hasValue(0);
  }

  @Test
  void claimsThatAreWrongOrMissingAreRefused() {
    // then
    assertThat(verifier.verify(signed(FIRST, claims().issuer("https://evil").build()))).isEmpty();
    assertThat(verifier.verify(signed(FIRST, claims().issuer(null).build()))).isEmpty();
    assertThat(verifier.verify(signed(FIRST, claims().audience("other").build()))).isEmpty();
    assertThat(verifier.verify(signed(FIRST, claims().audience((String) null).build()))).isEmpty();
    assertThat(verifier.verify(signed(FIRST, claims().subject(null).build()))).isEmpty();
    assertThat(verifier.verify(signed(FIRST, claims().expirationTime(null).build()))).isEmpty();
    assertThat(
            verifier.verify(
                signed(FIRST, claims().notBeforeTime(Date.from(NOW.plusSeconds(31))).build())))
        .isEmpty();
  }

  @Test
  void aTokenEndsWithItsLifeGiveOrTakeTheClocks() {
    // given
    String token = signed(FIRST, claims().build());
    Instant end = NOW.plusSeconds(60).plus(OidcVerifier.SKEW);

    // then
    assertThat(verifier(end.minusSeconds(1)).verify(token)).isPresent();
    assertThat(verifier(end).verify(token)).isEmpty();
  }

  @Test
  void aPublicKeyIsNoSecretToSignWith() throws Exception {
    // given
    byte[] known = FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
    jwt.sign(new MACSigner(known));

    // then
    assertThat(verifier.verify(jwt.serialize())).isEmpty();
    assertThat(verifier.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() {
    // given
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID("first")
            .jwk(SECOND.toPublicJWK())
            .jwkURL(URI.create("https://evil.example/keys"));

    // then
    assertThat(verifier.verify(signed(SECOND, header, claims().build()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../dev/null", "' or 1=1 --", "first\u0000", "", "FIRST"})
  void aKeyIdIsComparedAndNothingElse(String id) {
    // given
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(id);

    // then
    assertThat(verifier.verify(signed(SECOND, header, claims().build()))).isEmpty();
  }

  @Test
  void aNewKeyIsFoundAndTheOldOneGoesOnWhileItIsPublished() {
    // given
    String old = signed(FIRST, claims().build());
    String fresh = signed(SECOND, claims().build());
    assertThat(verifier.verify(old)).isPresent();

    // when
    published = new JWKSet(List.of(FIRST.toPublicJWK(), SECOND.toPublicJWK()));
    nanoTime.addAndGet(IssuerKeys.PAUSE.toNanos());

    // then
    assertThat(verifier.verify(fresh)).isPresent();
    assertThat(verifier.verify(old)).isPresent();
    assertThat(fetches).hasValue(2);

    // when
    published = new JWKSet(SECOND.toPublicJWK());
    nanoTime.addAndGet(IssuerKeys.GOOD.toNanos());

    // then
    assertThat(verifier.verify(old)).isEmpty();
    assertThat(verifier.verify(fresh)).isPresent();
  }

  @Test
  void manyTokensOfUnknownKeysAskTheIssuerOnceInAWhile() {
    // given
    String unknown = signed(SECOND, claims().build());
    assertThat(verifier.verify(signed(FIRST, claims().build()))).isPresent();

    // when
    nanoTime.addAndGet(IssuerKeys.PAUSE.toNanos());
    for (int i = 0; i < 1_000; i++) {
      assertThat(verifier.verify(unknown)).isEmpty();
    }

    // then
    assertThat(fetches).hasValue(2);
  }

  @Test
  void withoutTheKeysNothingIsAcceptedAndNothingRefused() {
    // given
    String good = signed(FIRST, claims().build());
    published = null;

    // then
    assertThatThrownBy(() -> verifier.verify(good)).isInstanceOf(IssuerAwayException.class);
    assertThatThrownBy(() -> verifier.verify(good)).isInstanceOf(IssuerAwayException.class);
    assertThat(fetches).hasValue(1);

    // when
    published = new JWKSet(FIRST.toPublicJWK());
    nanoTime.addAndGet(IssuerKeys.FAILED.toNanos());

    // then
    assertThat(verifier.verify(good)).isPresent();

    // when
    published = null;
    nanoTime.addAndGet(IssuerKeys.GOOD.minus(Duration.ofSeconds(1)).toNanos());

    // then
    assertThat(verifier.verify(good)).isPresent();
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThatThrownBy(() -> verifier.verify(good)).isInstanceOf(IssuerAwayException.class);
  }
}
