package dev.naru.ingress.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.FakeApiKeys;
import dev.naru.ingress.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private final FakeApiKeys keys = new FakeApiKeys();
  private final AtomicLong now = new AtomicLong();
  private final KeyRing ring = new KeyRing(keys, now::get);
  private final ApiKey key =
      new ApiKey(UUID.randomUUID(), "team", "lobby", null, null, Instant.EPOCH, null);
  private final String secret = Secret.make();

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aKeyIsKnownByItsSecretAndReadOnceInTwoSeconds() {
    // given
    keys.add(key, Secret.digest(secret));

    // when
    var found = ring.find(secret);
    passes(KeyRing.FRESH.minusMillis(1));
    var again = ring.find(secret);

    // then
    assertThat(found).contains(key);
    assertThat(again).contains(key);
    assertThat(keys.looks()).isEqualTo(1);
    assertThat(secret).startsWith("sk-naru-").hasSizeGreaterThan(40);
    assertThat(keys.digests().getFirst()).doesNotContain(secret).hasSize(64);
  }

  @Test
  void aRevokedKeyIsNoneWithinSeconds() {
    // given
    keys.add(key, Secret.digest(secret));
    assertThat(ring.find(secret)).isPresent();

    // when
    keys.revoke(key.id(), Instant.EPOCH);
    passes(KeyRing.FRESH);

    // then
    assertThat(ring.find(secret)).isEmpty();
  }

  @Test
  void aKeyThatIsMadeAfterItWasLookedForIsSoonKnown() {
    // given
    assertThat(ring.find(secret)).isEmpty();

    // when
    keys.add(key, Secret.digest(secret));
    passes(KeyRing.FRESH);

    // then
    assertThat(ring.find(secret)).contains(key);
  }

  @Test
  void whileThePostgresIsAwayKnownKeysGoOnForAWhileAndOthersCannotBeTold() {
    // given
    keys.add(key, Secret.digest(secret));
    assertThat(ring.find(secret)).isPresent();

    // when
    keys.away(true);
    passes(KeyRing.FRESH);

    // then
    assertThat(ring.find(secret)).contains(key);
    assertThatThrownBy(() -> ring.find(Secret.make())).isInstanceOf(StoreAwayException.class);
    int looks = keys.looks();
    assertThat(ring.find(secret)).contains(key);
    assertThat(keys.looks()).as("who is away is not asked each time").isEqualTo(looks);
    passes(KeyRing.GRACE);
    assertThatThrownBy(() -> ring.find(secret)).isInstanceOf(StoreAwayException.class);
    keys.away(false);
    assertThat(ring.find(secret)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "sk-naru-",
        "sk-naru-short",
        "sk-other-0123456789012345678901234567890123456789012",
        "sk-naru-01234567890123456789012345678901234567890'2"
      })
  void whatHasNotTheFormOfAKeyIsNoneAndIsNotLookedUp(String text) {
    // then
    assertThat(ring.find(text)).isEmpty();
    assertThat(ring.find(text.repeat(1_000))).isEmpty();
    assertThat(ring.isKnown(text)).isFalse();
    assertThat(keys.looks()).isZero();
  }

  @Test
  void manyKeysThatAreNonePushNoGoodOneOut() {
    // given
    keys.add(key, Secret.digest(secret));
    assertThat(ring.find(secret)).isPresent();

    // when
    for (int i = 0; i < 11_000; i++) {
      assertThat(ring.find(Secret.make())).isEmpty();
    }
    int looks = keys.looks();

    // then
    assertThat(ring.isKnown(secret)).isTrue();
    assertThat(ring.find(secret)).contains(key);
    assertThat(keys.looks()).isEqualTo(looks);
  }
}
