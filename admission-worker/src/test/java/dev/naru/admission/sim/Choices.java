package dev.naru.admission.sim;

import dev.naru.model.AdmissionRate;
import dev.naru.model.BreakerSettings;
import dev.naru.model.ByteSize;
import dev.naru.model.HoldReason;
import dev.naru.model.IdentityMode;
import dev.naru.model.Percentage;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Draws names, settings and contents, small and near the edges. */
final class Choices {
  private static final List<RawJson> PAYLOADS =
      List.of(
          new RawJson("null"),
          new RawJson("1.10"),
          new RawJson("1e400"),
          new RawJson("{\"n\":0.30000000000000004,\"n2\":12345678901234567890}"),
          new RawJson("\"안녕하세요\""),
          new RawJson("\"\\ud83d\\ude80 \\u0000 \\\"\""),
          new RawJson("\"\\ud800\""),
          nested(3),
          nested(498),
          nested(499),
          nested(500),
          new RawJson("\"" + "x".repeat(62) + "\""),
          new RawJson("\"" + "x".repeat(63) + "\""));

  private static final List<String> GARBAGE =
      List.of(
          "",
          "null",
          "{}",
          "[]",
          "{\"type\":\"NoSuchCommand.v1\"}",
          "{\"type\":\"Tick.v2\"}",
          "{\"type\":\"Tick.v1\",\"x\":1}",
          "{\"type\":\"LeaveSession.v1\"}",
          "{\"type\":\"LeaveSession.v1\",\"sessionId\":\"nobody\"}",
          "{\"type\":\"RequestSession.v1\",\"sessionId\":null,\"room\":\"a\",\"userKey\":\"u\"}",
          "{\"type\":\"FinishQuery.v1\",\"pool\":\"p\"}",
          "{\"type\":\"PauseAdmission.v1\",\"room\":\"\\ud800\"}",
          "{\"type\":\"OpenRoom.v1\",\"room\":\"\\u0000\"}",
          "\u0000\u0001\u0002",
          "[".repeat(5_000));

  private static final List<List<String>> POOLS =
      List.of(
          List.of("p"),
          List.of("q"),
          List.of("p", "q"),
          List.of("q", "p"),
          List.of("p", "q"),
          List.of("p", "nowhere"));

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final byte[] MUTATIONS =
      "0123456789\"\\{}[],:-.eEPTHS nul\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  private final SplittableRandom random;
  private final Profile profile;

  Choices(SplittableRandom random, Profile profile) {
    this.random = random;
    this.profile = profile;
  }

  private static RawJson nested(int depth) {
    return new RawJson("[".repeat(depth) + "]".repeat(depth));
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  UUID newId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  String user() {
    return "u" + random.nextInt(profile.users());
  }

  String room() {
    return profile.isCrowd() && !oneIn(10) ? "a" : oneOf(List.of("a", "b", "c"));
  }

  String pool() {
    return oneOf(List.of("p", "q"));
  }

  @Nullable String key() {
    return oneIn(2) ? null : "k" + random.nextInt(profile.users() * 2);
  }

  RawJson payload() {
    return oneOf(PAYLOADS);
  }

  SettingsSource source() {
    return oneOf(List.of(SettingsSource.values()));
  }

  RoomSettings roomSettings() {
    AdmissionRate rate =
        oneIn(4)
            ? new AdmissionRate(
                1 + random.nextInt(3), Duration.ofMillis(1L + random.nextInt(5_000)))
            : null;
    return RoomSettings.plain(
        profile.isCrowd() ? (oneIn(6) ? profile.mostCapacity() : 0) : upTo(profile.mostCapacity()),
        profile.isCrowd() ? 10_000 : upTo(5),
        sessionTtl(),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(upTo(1)),
        profile.isCrowd() ? null : rate,
        IdentityMode.OPEN,
        oneOf(POOLS),
        new QueryLimits(1 + upTo(2), upTo(3), new ByteSize(64), maxWait()));
  }

  private @Nullable Duration maxWait() {
    return oneIn(2) ? null : Duration.ofMillis(1 << upTo(12));
  }

  HoldReason holdReason() {
    return oneOf(List.of(HoldReason.values()));
  }

  /** Mostly some steps long; 0 is until it is released. */
  long holdMillis() {
    return oneIn(3) ? 0 : 1L << upTo(12);
  }

  private Duration sessionTtl() {
    if (profile.isCrowd()) {
      return Duration.ofSeconds(30);
    }
    return Duration.ofMillis(oneIn(3) ? 1L + random.nextInt(1 << upTo(12)) : 30_000L << upTo(4));
  }

  PoolSettings poolSettings() {
    return new PoolSettings(
        1 + upTo(3),
        1 + upTo(2),
        1 + upTo(2),
        Duration.ZERO,
        ByteSize.ofKilobytes(512),
        oneOf(List.of(WhenUnavailable.values())),
        UpstreamSettings.of(
            UpstreamKind.HTTP,
            URI.create("http://127.0.0.1:9000/answer"),
            Duration.ofSeconds(oneIn(5) ? 30 : 60)),
        oneIn(2) ? null : new BreakerSettings(new Percentage(1 + upTo(99)), 1, PAUSE),
        null);
  }

  /** The bytes with some of them changed: seldom a command, but sometimes. */
  byte[] mutated(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = upTo(3); i >= 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] = MUTATIONS[random.nextInt(MUTATIONS.length)];
    }
    return changed;
  }

  /** Bytes that are no command; null for a record without a value. */
  byte @Nullable [] garbage() {
    if (oneIn(8)) {
      return null;
    }
    if (oneIn(8)) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return noise;
    }
    return oneOf(GARBAGE).getBytes(StandardCharsets.UTF_8);
  }
}
