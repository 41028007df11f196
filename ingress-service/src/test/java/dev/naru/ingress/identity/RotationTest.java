package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class RotationTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovingClock clock = new MovingClock(Instant.parse("2026-05-01T10:00:00Z"));
  private final UUID session = UUID.randomUUID();
  private final SessionToken token = new SessionToken(session, "lobby", 0, 1);
  @TempDir private Path folder;

  private AdmissionTokens admission() {
    return AdmissionTokens.keptIn(new KeyFolder(folder), MONTH, clock);
  }

  private SessionTokens sessions() {
    return SessionTokens.keptIn(new KeyFolder(folder), MONTH, WEEK, clock);
  }

  private static List<String> published(AdmissionTokens tokens) throws Exception {
    return JWKSet.parse(tokens.keySet()).getKeys().stream().map(JWK::getKeyID).toList();
  }

  private String signer(AdmissionTokens tokens) throws Exception {
    return SignedJWT.parse(tokens.issue(UUID.randomUUID(), "lobby")).getHeader().getKeyID();
  }

  private static @Nullable String signer(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneUntilItsTokensAreOver() throws Exception {
    // given
    AdmissionTokens tokens = admission();
    String first = signer(tokens);

    // when
    clock.advance(MONTH);
    List<String> both = published(tokens);

    // then
    assertThat(both).hasSize(2).startsWith(first);
    assertThat(signer(tokens)).isEqualTo(first);
    clock.advance(KeyRotation.ANNOUNCED);
    assertThat(signer(tokens)).isEqualTo(both.getLast());
    assertThat(published(tokens)).isEqualTo(both);
    clock.advance(KeyRotation.SLACK.plus(MINUTE));
    assertThat(published(tokens)).containsExactly(both.getLast());
    assertThat(files("admission-token")).containsExactly("admission-token.1.jwk");
  }

  @Test
  void whatOneIngressRotatesTheOthersSeeWithinAMinute() throws Exception {
    // given
    AdmissionTokens one = admission();
    AdmissionTokens other = admission();
    clock.advance(MONTH.minus(MINUTE));
    published(other);
    clock.advance(MINUTE);

    // when
    List<String> rotated = published(one);
    clock.advance(MINUTE);

    // then
    assertThat(rotated).hasSize(2);
    assertThat(published(other)).isEqualTo(rotated);
    clock.advance(KeyRotation.ANNOUNCED);
    SignedJWT jwt = SignedJWT.parse(one.issue(session, "lobby"));
    JWK key = JWKSet.parse(other.keySet()).getKeyByKeyId(jwt.getHeader().getKeyID());
    assertThat(jwt.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
  }

  @Test
  void ofManyThatRotateAtOnceOneDoes() throws Exception {
    // given
    List<AdmissionTokens> all = Stream.generate(this::admission).limit(8).toList();
    clock.advance(MONTH);

    // when
    all.parallelStream().forEach(AdmissionTokens::keySet);
    clock.advance(MINUTE);

    // then
    assertThat(files("admission-token"))
        .containsExactly("admission-token.1.jwk", "admission-token.jwk");
    for (AdmissionTokens one : all) {
      assertThat(published(one)).isEqualTo(published(all.getFirst()));
    }
  }

  @Test
  void aSessionsTokenIsGoodForItsWholeLifeAcrossARotation() throws Exception {
    // given
    SessionTokens one = sessions();
    SessionTokens other = sessions();
    clock.advance(MONTH);
    String last = other.issue(token);
    clock.advance(KeyRotation.ANNOUNCED);

    // when
    String next = one.issue(token);

    // then
    assertThat(signer(last)).isNull();
    assertThat(signer(next)).isEqualTo("1");
    assertThat(other.verify(next)).contains(token);
    clock.advance(WEEK.minus(KeyRotation.ANNOUNCED).minusSeconds(1));
    assertThat(one.verify(last)).contains(token);
    assertThat(other.verify(last)).contains(token);
    clock.advance(KeyRotation.ANNOUNCED.plus(KeyRotation.SLACK).plus(MINUTE));
    assertThat(one.verify(last)).isEmpty();
    assertThat(files("session-token")).containsExactly("session-token.1.jwk");
  }

  @Test
  void aKeyThatSomebodyRemovesIsGoodNoLonger() throws Exception {
    // given
    SessionTokens tokens = sessions();
    clock.advance(MONTH);
    String stolen = tokens.issue(token);

    // when
    Files.delete(folder.resolve("session-token.key"));
    clock.advance(MINUTE);

    // then
    assertThat(tokens.verify(stolen)).isEmpty();
    assertThat(tokens.verify(tokens.issue(token))).contains(token);
  }

  @Test
  void whenAllKeysAreRemovedNewOnesAreMade() throws Exception {
    // given
    SessionTokens tokens = sessions();
    String old = tokens.issue(token);

    // when
    Files.delete(folder.resolve("session-token.key"));
    clock.advance(MINUTE);

    // then
    assertThat(tokens.verify(tokens.issue(token))).contains(token);
    assertThat(tokens.verify(old)).isEmpty();
  }

  @Test
  void whileTheFolderCannotBeReadTheKnownKeysServe() throws Exception {
    // given
    SessionTokens tokens = sessions();
    String issued = tokens.issue(token);
    Files.writeString(folder.resolve("session-token.7.jwk"), "nonsense");

    // when
    clock.advance(MINUTE);

    // then
    assertThat(tokens.verify(issued)).contains(token);
    assertThat(tokens.verify(tokens.issue(token))).contains(token);
  }

  @Test
  void aKeyOfAnEarlierVersionServesOnAndIsAsOldAsItsFile() throws Exception {
    // given
    Path file = folder.resolve("session-token.key");
    Files.writeString(file, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(29))));
    SessionTokens tokens = sessions();
    String issued = tokens.issue(token);

    // when
    clock.advance(Duration.ofDays(1).plus(KeyRotation.ANNOUNCED));
    tokens.issue(token);
    clock.advance(KeyRotation.ANNOUNCED);

    // then
    assertThat(signer(tokens.issue(token))).isEqualTo("1");
    assertThat(tokens.verify(issued)).contains(token);
  }

  @Test
  void withoutRotationAKeyIsForEver() throws Exception {
    // given
    AdmissionTokens tokens = AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, clock);
    String first = signer(tokens);

    // when
    clock.advance(MONTH.multipliedBy(40));

    // then
    assertThat(signer(tokens)).isEqualTo(first);
    assertThat(published(tokens)).containsExactly(first);
  }

  @Test
  void noPublishedKeyMakesASessionsToken() throws Exception {
    // given
    SessionTokens tokens = sessions();
    for (String key : List.of(admission().keySet(), admission().keySet().substring(9))) {
      byte[] secret = key.getBytes(StandardCharsets.UTF_8);

      // then
      assertThat(tokens.verify(forged(secret))).isEmpty();
    }
    JWK published = JWKSet.parse(admission().keySet()).getKeys().getFirst();
    assertThat(tokens.verify(forged(published.toJSONString().getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
    assertThat(tokens.verify(forged(published.toECKey().toECPublicKey().getEncoded()))).isEmpty();
  }

  private String forged(byte[] secret) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(SessionTokens.TYPE).build(),
            new JWTClaimsSet.Builder()
                .issuer(SessionTokens.ISSUER)
                .audience(SessionTokens.AUDIENCE)
                .subject(session.toString())
                .claim("room", "lobby")
                .claim("par", 0)
                .claim("off", 1)
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .build());
    jwt.sign(new MACSigner(secret));
    return jwt.serialize();
  }

  @Test
  void anAdmissionTokenIsNoSessionsToken() {
    assertThat(sessions().verify(admission().issue(session, "lobby"))).isEmpty();
  }

  private List<String> files(String family) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(family))
          .sorted()
          .toList();
    }
  }
}
