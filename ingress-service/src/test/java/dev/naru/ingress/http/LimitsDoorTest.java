package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.Secret;
import dev.naru.model.RoomSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is too much for one address or user, over real HTTP. The test is the proxy, so it says whose
 * address it is; each test has addresses and users of its own.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class LimitsDoorTest {
  private static final String FROM = "X-Forwarded-For";
  private static final String MODELS = "/openai/v1/models";
  private HttpDoor door;
  private HttpDoor direct;

  @BeforeAll
  void open(@TempDir Path folder) {
    String[] limits = {
      "--naru.ingress.limits.per-address=3/h",
      "--naru.ingress.limits.per-user=2/h",
      "--naru.ingress.limits.failures=2/h",
      "--naru.ingress.limits.exempt=192.0.2.0/24",
      "--naru.ingress.trusted-proxies=127.0.0.1"
    };
    door = new HttpDoor(folder.resolve("proxied"), limits);
    limits[4] = "--naru.ingress.trusted-proxies=";
    direct = new HttpDoor(folder.resolve("direct"), limits);
    List.of(door, direct).forEach(one -> one.view.room("lobby", RoomSettings.defaults()));
  }

  @AfterAll
  void close() {
    door.close();
    direct.close();
  }

  private Answer join(String address, String user) {
    return door.caller.join("lobby", user, FROM, address);
  }

  private static String user() {
    return UUID.randomUUID().toString();
  }

  private List<Integer> joins(int count, String... headers) {
    return IntStream.range(0, count)
        .map(i -> door.caller.join("lobby", user(), headers).status())
        .boxed()
        .toList();
  }

  @Test
  void tooManyJoinsOfOneAddressAreRefusedUntilLaterAndOthersGoOn() {
    // when
    List<Integer> first = joins(3, FROM, "203.0.113.1");
    Answer fourth = join("203.0.113.1", user());

    // then
    assertThat(first).containsOnly(202);
    assertThat(fourth.status()).isEqualTo(429);
    assertThat(fourth.problem()).isEqualTo("rate-limited");
    assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(1, 3_600);
    assertThat(join("203.0.113.2", user()).status()).isEqualTo(202);
    assertThat(door.caller.send("GET", "/v1/rooms/lobby", null, FROM, "203.0.113.1").status())
        .isEqualTo(200);
  }

  @Test
  void theAddressesOfOneHouseholdAreOne() {
    // when
    List<Integer> answers =
        IntStream.rangeClosed(1, 4)
            .map(i -> join("2001:db8:1:2::" + i, user()).status())
            .boxed()
            .toList();

    // then
    assertThat(answers).containsExactly(202, 202, 202, 429);
    assertThat(join("2001:db8:1:3::1", user()).status()).isEqualTo(202);
  }

  @Test
  void whatTheCallerClaimsToBeInFrontOfItselfIsNotBelieved() {
    // when
    List<Integer> answers =
        IntStream.rangeClosed(1, 4)
            .map(i -> join("192.0.2." + i + ", 203.0.113.3", user()).status())
            .boxed()
            .toList();

    // then
    assertThat(answers).containsExactly(202, 202, 202, 429);
  }

  @Test
  void withoutATrustedProxyNoHeaderMakesSomebodyElseOfACaller() {
    // when
    List<Integer> answers =
        IntStream.rangeClosed(1, 4)
            .map(
                i ->
                    direct
                        .caller
                        .join(
                            "lobby",
                            user(),
                            FROM,
                            "192.0.2." + i,
                            "Forwarded",
                            "for=192.0.2." + i,
                            "X-Real-IP",
                            "192.0.2." + i)
                        .status())
            .boxed()
            .toList();

    // then
    assertThat(answers).containsExactly(202, 202, 202, 429);
  }

  @Test
  void anExemptAddressMayDoWhatItLikes() {
    // then
    assertThat(joins(10, FROM, "192.0.2.77")).containsOnly(202);
  }

  @Test
  void oneUserIsOneWhereverTheJoinsComeFrom() {
    // given
    String user = user();

    // then
    assertThat(join("203.0.113.10", user).status()).isEqualTo(202);
    assertThat(join("203.0.113.11", user).status()).isEqualTo(202);
    assertThat(join("203.0.113.12", user).status()).isEqualTo(429);
    assertThat(join("203.0.113.12", user()).status()).isEqualTo(202);
  }

  @Test
  void pushesThatAreOpenedCountTooAlsoThoseThatAreRefused() {
    // given
    String push = "/v1/sessions/" + UUID.randomUUID() + "/events";

    // when
    List<Integer> answers =
        IntStream.range(0, 4)
            .map(
                i ->
                    door.caller
                        .send("GET", push + "?ticket=x" + i, null, FROM, "203.0.113.20")
                        .status())
            .boxed()
            .toList();

    // then
    assertThat(answers).containsExactly(401, 401, 401, 429);
  }

  @Test
  void aBackEndWithAKeyIsNotCountedByItsAddressAndAWrongKeyIsNone() {
    // given
    String secret = Secret.make();
    door.keys.add(
        new ApiKey(UUID.randomUUID(), "shop", "lobby", null, null, Instant.EPOCH, null),
        Secret.digest(secret));
    String[] good = {FROM, "203.0.113.30", "Authorization", "Bearer " + secret};
    String[] wrong = {FROM, "203.0.113.31", "Authorization", "Bearer " + Secret.make()};

    // then
    assertThat(joins(10, good)).containsOnly(202);
    assertThat(joins(4, wrong)).containsExactly(202, 202, 202, 429);
  }

  @Test
  void whoShowsTooManyKeysThatAreNoneIsNotLookedUpAnyMoreAndGoodOnesGoOn() {
    // given
    String secret = Secret.make();
    door.keys.add(
        new ApiKey(UUID.randomUUID(), "team", "lobby", null, null, Instant.EPOCH, null),
        Secret.digest(secret));
    assertThat(models(secret, "203.0.113.41").status()).isEqualTo(200);

    // when
    List<Integer> answers =
        IntStream.range(0, 4)
            .map(i -> models(Secret.make(), "203.0.113.40").status())
            .boxed()
            .toList();
    int looks = door.keys.looks();
    Answer refused = models(Secret.make(), "203.0.113.40");

    // then
    assertThat(answers).containsExactly(401, 401, 429, 429);
    assertThat(refused.json().at("/error/code").asString("")).isEqualTo("rate_limit_exceeded");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(door.keys.looks()).isEqualTo(looks);
    assertThat(models(secret, "203.0.113.40").status()).isEqualTo(200);
    assertThat(models("sk-naru-nonsense", "203.0.113.40").status()).isEqualTo(401);
  }

  private Answer models(String secret, String address) {
    return door.caller.send(
        "GET", MODELS, null, "Authorization", "Bearer " + secret, FROM, address);
  }

  @Test
  void whoTriesTooManyCodesMayTryNoMore() {
    // when
    List<Integer> answers =
        IntStream.range(0, 3)
            .map(
                i ->
                    door.caller
                        .send("POST", "/v1/transfers/x" + i, null, FROM, "203.0.113.50")
                        .status())
            .boxed()
            .toList();

    // then
    assertThat(answers).containsExactly(404, 404, 429);
  }
}
