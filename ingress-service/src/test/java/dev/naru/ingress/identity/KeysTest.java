package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class KeysTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  @TempDir private Path folder;

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  @Test
  void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    // given
    KeyFolder keys = new KeyFolder(folder.resolve("keys"));

    // when
    String first = keys.keep("a.key", () -> "one");
    String second = keys.keep("a.key", () -> "two");

    // then
    assertThat(first).isEqualTo("one").isEqualTo(second);
    Path file = folder.resolve("keys").resolve("a.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void manyThatStartAtOnceAgreeOnOneKey() throws Exception {
    // given
    KeyFolder keys = new KeyFolder(folder);
    List<Callable<String>> starts =
        IntStream.range(0, 16)
            .<Callable<String>>mapToObj(i -> () -> keys.keep("a.key", () -> "key " + i))
            .toList();

    // when
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<String>> found = threads.invokeAll(starts);

      // then
      for (Future<String> key : found) {
        assertThat(key.get()).isEqualTo(found.getFirst().get());
      }
    }
  }

  @Test
  void aFolderThatCannotBeUsedStopsTheStartAndIsNamed() throws IOException {
    // given
    Path file = Files.createFile(folder.resolve("file"));

    // then
    assertThatThrownBy(() -> new KeyFolder(file).keep("a.key", () -> "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a.key")
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileThatHoldsNoKeyStopsTheStartAndIsNamed() throws IOException {
    // given
    Files.writeString(folder.resolve("admission-token.jwk"), "nonsense");

    // then
    assertThatThrownBy(() -> AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, at(NOW)))
        .hasMessageContaining("admission-token.jwk");
  }

  @Test
  void anAdmissionTokenIsVerifiedByThePublishedKeysAlone() throws Exception {
    // given
    AdmissionTokens tokens = AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, at(NOW));
    UUID session = UUID.randomUUID();

    // when
    SignedJWT jwt = SignedJWT.parse(tokens.issue(session, "lobby"));

    // then
    ECKey key = JWKSet.parse(tokens.keySet()).getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
    assertThat(key.isPrivate()).isFalse();
    assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo(session.toString());
    assertThat(jwt.getJWTClaimsSet().getStringClaim("room")).isEqualTo("lobby");
    assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void anAdmissionTokenIsHandedOutAgainForTwentySeconds() {
    // given
    UUID session = UUID.randomUUID();
    MovingClock clock = new MovingClock(NOW);
    AdmissionTokens tokens = AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, clock);
    String first = tokens.issue(session, "lobby");

    // when
    clock.advance(Duration.ofSeconds(19));
    String second = tokens.issue(session, "lobby");
    clock.advance(Duration.ofSeconds(1));
    String third = tokens.issue(session, "lobby");

    // then
    assertThat(second).isEqualTo(first);
    assertThat(third).isNotEqualTo(first);
    assertThat(tokens.issue(UUID.randomUUID(), "lobby")).isNotEqualTo(third);
  }

  @Test
  void theSameKeysServeAfterARestart() {
    // given
    Duration life = Duration.ofDays(7);
    SessionToken token = new SessionToken(UUID.randomUUID(), "lobby", 0, 1);
    String issued =
        SessionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, life, at(NOW)).issue(token);
    String published =
        AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, at(NOW)).keySet();

    // then
    assertThat(
            SessionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, life, at(NOW))
                .verify(issued))
        .contains(token);
    assertThat(AdmissionTokens.keptIn(new KeyFolder(folder), Duration.ZERO, at(NOW)).keySet())
        .isEqualTo(published);
  }
}
