package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LotteryOrderTest {
  private static final String SEED = "00ff".repeat(16);
  private static final String CHAIN = "a1b2c3d4".repeat(8);

  /** The recipe as it is published, by other means: text of hex digits, and large numbers. */
  private static BigInteger key(UUID id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String hex : List.of(SEED, CHAIN)) {
        for (int i = 0; i < 64; i += 2) {
          sha256.update((byte) Integer.parseInt(hex.substring(i, i + 2), 16));
        }
      }
      sha256.update(id.toString().getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, sha256.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anybodyCanWorkOutTheOrderAgain() {
    // given
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(new UUID(i * 0x9e3779b97f4a7c15L, i));
    }

    // when
    List<UUID> order = LotteryOrder.of(SEED, CHAIN, ids);

    // then
    assertThat(order)
        .isEqualTo(ids.stream().sorted(Comparator.comparing(LotteryOrderTest::key)).toList())
        .isNotEqualTo(ids);
  }

  @Test
  void theOrderIsAsTheRecipeSaysForAKnownCase() {
    // given
    UUID one = UUID.fromString("01932b5e-0000-7000-8000-000000000001");
    UUID two = UUID.fromString("01932b5e-0000-7000-8000-000000000002");
    UUID three = UUID.fromString("01932b5e-0000-7000-8000-000000000003");

    // when
    List<UUID> order = LotteryOrder.of("11".repeat(32), "22".repeat(32), List.of(one, two, three));

    // then
    assertThat(order).containsExactly(one, three, two);
    assertThat(LotteryOrder.hashOf("11".repeat(32)))
        .isEqualTo("02d449a31fbb267c8f352e9968a79e3e5fc95c1bbeaa502fd6454ebde5a4bedc");
  }

  @Test
  void anotherLogGivesAnotherOrder() {
    // given
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(new UUID(0, i));
    }

    // when, then
    assertThat(LotteryOrder.of(SEED, CHAIN, ids))
        .isNotEqualTo(LotteryOrder.of(SEED, "a1b2c3d5".repeat(8), ids))
        .isNotEqualTo(LotteryOrder.of("00fe".repeat(16), CHAIN, ids));
  }
}
