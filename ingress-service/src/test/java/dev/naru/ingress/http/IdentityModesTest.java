package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.FakeIssuer;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.key.Rate;
import dev.naru.ingress.key.Secret;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.IdentityMode;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.TransferSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says who joins, in each mode. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class IdentityModesTest {
  private static final String KIM = "{\"userKey\":\"kim\"}";
  private HttpDoor door;
  private FakeIssuer issuer;

  @BeforeAll
  void open(@TempDir Path folder) {
    issuer = new FakeIssuer();
    door =
        new HttpDoor(
            folder,
            "--naru.identity.oidc.issuer=" + FakeIssuer.ISSUER,
            "--naru.identity.oidc.audience=" + FakeIssuer.AUDIENCE,
            "--naru.identity.oidc.jwks-uri=" + issuer.keysAddress());
  }

  @AfterAll
  void close() {
    door.close();
    issuer.close();
  }

  @BeforeEach
  void calm() {
    door.keys.away(false);
    issuer.away(false);
    door.log.away = false;
    door.log.commands.clear();
    door.log.decider = (command, offset) -> {};
    door.view.room("lobby", settings(IdentityMode.ANONYMOUS));
    door.view.room("desk", settings(IdentityMode.API_KEY));
    door.view.room("members", settings(IdentityMode.OIDC));
    door.view.room("crowd", settings(IdentityMode.ANONYMOUS));
  }

  private static RoomSettings settings(IdentityMode mode) {
    RoomSettings plain = RoomSettings.defaults();
    return RoomSettings.plain(
        plain.capacity(),
        plain.maxWaiting(),
        plain.sessionTtl(),
        plain.idleTimeout(),
        plain.abandonTimeout(),
        plain.claimTimeout(),
        null,
        mode,
        plain.pools(),
        plain.queries());
  }

  private Answer join(String room, String content, String... headers) {
    return door.caller.send("POST", "/v1/rooms/" + room + "/sessions", content, headers);
  }

  private static String[] bearer(String token, String... more) {
    String[] headers = new String[2 + more.length];
    headers[0] = "Authorization";
    headers[1] = "Bearer " + token;
    System.arraycopy(more, 0, headers, 2, more.length);
    return headers;
  }

  private RequestSession logged() {
    return (RequestSession) door.log.commands.getLast();
  }

  private String key(String room, @Nullable Rate rate) {
    String secret = Secret.make();
    door.keys.add(
        new ApiKey(UUID.randomUUID(), "desk", room, rate, null, Instant.EPOCH, null),
        Secret.digest(secret));
    return secret;
  }

  // --- apiKey

  @Test
  void aBackEndWithAKeyOfTheRoomSaysWhoJoins() {
    // when
    Answer joined = join("desk", KIM, bearer(key("desk", null)));

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(logged().userKey()).isEqualTo("kim");
    assertThat(joined.header("Set-Cookie")).isEmpty();
  }

  @Test
  void withoutAKeyOrWithAnotherRoomsNobodyJoins() {
    // given
    String[] visitor = door.tokenOf(UUID.randomUUID(), 0);

    // then
    Answer none = join("desk", KIM);
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.problem()).isEqualTo("api-key-needed");
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(join("desk", KIM, bearer("sk-naru-nonsense")).status()).isEqualTo(401);
    assertThat(join("desk", KIM, bearer("")).status()).isEqualTo(401);
    assertThat(join("desk", KIM, bearer("x".repeat(5_000))).status()).isEqualTo(401);
    assertThat(join("desk", KIM, visitor).status()).isEqualTo(401);
    assertThat(join("desk", KIM, HttpDoor.OPERATOR).status()).isEqualTo(401);
    Answer foreign = join("desk", KIM, bearer(key("lobby", null)));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.problem()).isEqualTo("foreign-api-key");
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void aRevokedKeyIsNone() {
    // given
    String secret = key("desk", null);
    door.keys.list(100, null).forEach(known -> door.keys.revoke(known.id(), Instant.EPOCH));

    // then
    assertThat(join("desk", KIM, bearer(secret)).status()).isEqualTo(401);
  }

  @Test
  void whileKeysCannotBeReadABackEndComesAgain() {
    // given
    String unseen = key("desk", null);
    door.keys.away(true);

    // then
    assertThat(join("desk", KIM, bearer(unseen)).status()).isEqualTo(503);
  }

  @Test
  void aKeysRateHoldsForJoins() {
    // given
    String[] key = bearer(key("desk", new Rate(1, Duration.ofHours(1))));
    join("desk", KIM, key);

    // when
    Answer refused = join("desk", KIM, key);

    // then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
  }

  @Test
  void theContentMustNameTheUser() {
    assertThat(join("desk", "{}", bearer(key("desk", null))).status()).isEqualTo(400);
  }

  @Test
  void twoBackEndsMayUseTheSameIdempotencyKey() {
    // given
    String one = key("desk", null);
    String other = key("desk", null);

    // when
    join("desk", KIM, bearer(one, "Idempotency-Key", "1"));
    String first = logged().idempotencyKey();
    join("desk", KIM, bearer(one, "Idempotency-Key", "1"));
    String again = logged().idempotencyKey();
    join("desk", "{\"userKey\":\"lee\"}", bearer(other, "Idempotency-Key", "1"));
    String others = logged().idempotencyKey();

    // then
    assertThat(again).isEqualTo(first);
    assertThat(others).isNotEqualTo(first);
  }

  // --- oidc

  @Test
  void theIssuersTokenSaysWhoJoins() {
    // when
    Answer joined = join("members", "{}", bearer(issuer.token(FakeIssuer.claims("lee").build())));

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(logged().userKey()).isEqualTo("lee");
  }

  @Test
  void aNamedUserIsRefusedWhereTheTokenSaysIt() {
    // given
    String[] token = bearer(issuer.token(FakeIssuer.claims("lee").build()));

    // then
    assertThat(join("members", KIM, token).status()).isEqualTo(400);
    assertThat(join("members", "{\"userKey\":\"lee\"}", token).status()).isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void anyOtherTokenIsRefused() {
    // given
    JWTClaimsSet good = FakeIssuer.claims("lee").build();
    Date past = Date.from(Instant.now().minusSeconds(600));
    Date future = Date.from(Instant.now().plusSeconds(600));

    // then
    assertRefused(null);
    assertRefused("nonsense");
    assertRefused(new PlainJWT(good).serialize());
    assertRefused(issuer.token(FakeIssuer.claims("lee").expirationTime(past).build()));
    assertRefused(issuer.token(FakeIssuer.claims("lee").notBeforeTime(future).build()));
    assertRefused(issuer.token(FakeIssuer.claims("lee").audience("other").build()));
    assertRefused(issuer.token(FakeIssuer.claims("lee").issuer("https://evil.example").build()));
    assertRefused(issuer.token(FakeIssuer.claims("x".repeat(257)).build()));
    assertRefused(issuer.token(FakeIssuer.claims("a\nb").build()));
    assertRefused(door.tokenOf(UUID.randomUUID(), 0)[1].replace("Bearer ", ""));
    assertThat(door.log.commands).isEmpty();
  }

  private void assertRefused(@Nullable String token) {
    Answer refused = token == null ? join("members", "{}") : join("members", "{}", bearer(token));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.problem()).isEqualTo("user-token-needed");
  }

  @Test
  void eachUsersIdempotencyKeysAreItsOwn() {
    // when
    join(
        "members",
        "{}",
        bearer(issuer.token(FakeIssuer.claims("a").build()), "Idempotency-Key", "1"));
    String one = logged().idempotencyKey();
    join(
        "members",
        "{}",
        bearer(issuer.token(FakeIssuer.claims("b").build()), "Idempotency-Key", "1"));

    // then
    assertThat(logged().idempotencyKey()).isNotEqualTo(one);
  }

  // --- anonymous

  private static String[] cookie(Answer answer) {
    String set = answer.header("Set-Cookie");
    return new String[] {"Cookie", set.substring(0, set.indexOf(';'))};
  }

  @Test
  void aVisitorWithoutANameIsGivenOneAndKnownByTheCookie() {
    // when
    Answer first = join("lobby", "{}");
    String userKey = logged().userKey();
    Answer again = join("lobby", "{}", cookie(first));

    // then
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Set-Cookie"))
        .startsWith("naru_visitor=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure", "Domain", userKey);
    assertThat(logged().userKey()).isEqualTo(userKey);
    assertThat(cookie(again)).isEqualTo(cookie(first));
    join("lobby", "{}");
    assertThat(logged().userKey()).isNotEqualTo(userKey);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naru_visitor=kim",
        "naru_visitor=",
        "naru_visitor=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA"
      })
  void aForgedCookieIsReplaced(String forged) {
    // when
    Answer joined = join("lobby", "{}", "Cookie", forged);

    // then
    assertThat(joined.status()).isEqualTo(202);
    assertThat(cookie(joined)[1]).isNotEqualTo(forged);
  }

  @Test
  void nobodyMayNameTheVisitor() {
    assertThat(join("lobby", KIM).status()).isEqualTo(400);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void aJoinThatWasNotConfirmedIsRepeatedByTheSameVisitor() {
    // given
    door.log.away = true;
    Answer unsure = join("lobby", "{}", "Idempotency-Key", "1");
    door.log.away = false;

    // when
    String[] cookie = cookie(unsure);
    Answer again = join("lobby", "{}", cookie[0], cookie[1], "Idempotency-Key", "1");

    // then
    assertThat(unsure.status()).isEqualTo(503);
    assertThat(again.status()).isEqualTo(202);
    assertThat(cookie(again)).isEqualTo(cookie);
  }

  @Test
  void twoVisitorsMayUseTheSameIdempotencyKey() {
    // when
    join("lobby", "{}", "Idempotency-Key", "1");
    RequestSession one = logged();
    join("lobby", "{}", "Idempotency-Key", "1");

    // then
    assertThat(logged().idempotencyKey()).isNotEqualTo(one.idempotencyKey());
    assertThat(logged().userKey()).isNotEqualTo(one.userKey());
  }

  @Test
  void aTransferBringsTheVisitorsCookieAlong() {
    // given
    Answer joined = join("lobby", "{}");
    String userKey = logged().userKey();
    SessionRecord session = door.session(SessionState.WAITING);
    door.view.holder(session.id(), new Holder(0, null, userKey));
    door.shown(50);
    String path = "/v1/sessions/" + session.id() + "/transfers";
    String code = door.caller.send("POST", path, null, door.tokenOf(session.id(), 0)).text("code");
    door.log.decider =
        (command, offset) -> {
          if (command instanceof TransferSession transfer) {
            door.view.holder(session.id(), new Holder(offset, transfer.transferId(), userKey));
          }
        };

    // when
    Answer moved = door.caller.send("POST", "/v1/transfers/" + code, null);

    // then
    assertThat(moved.status()).isEqualTo(200);
    assertThat(cookie(moved)).isEqualTo(cookie(joined));
  }

  // --- all

  @ParameterizedTest
  @CsvSource({"desk", "members", "lobby"})
  void whatNoJoinSaysIsMalformedInEachMode(String room) {
    // given
    String token =
        room.equals("desk") ? key("desk", null) : issuer.token(FakeIssuer.claims("lee").build());

    // then
    for (String content : new String[] {"{\"user\":1}", "[]", "{\"userKey\":1}", "{", "null"}) {
      assertThat(join(room, content, bearer(token)).status()).isEqualTo(400);
    }
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void whileTheIssuersKeysCannotBeHadNobodyIsAcceptedOrRefused(@TempDir Path folder) {
    // given
    issuer.away(true);
    try (HttpDoor other =
        new HttpDoor(
            folder,
            "--naru.identity.oidc.issuer=" + FakeIssuer.ISSUER,
            "--naru.identity.oidc.audience=" + FakeIssuer.AUDIENCE,
            "--naru.identity.oidc.jwks-uri=" + issuer.keysAddress())) {
      other.view.room("members", settings(IdentityMode.OIDC));

      // when
      Answer unsure =
          other.caller.send(
              "POST",
              "/v1/rooms/members/sessions",
              "{}",
              bearer(issuer.token(FakeIssuer.claims("lee").build())));

      // then
      assertThat(unsure.status()).isEqualTo(503);
      assertThat(unsure.problem()).isEqualTo("issuer-away");
      assertThat(unsure.header("Retry-After")).isEqualTo("1");
    }
  }
}
