package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.FakeIssuer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.model.RoomSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** Who may look, who may change, and by whose word, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class OperatorsRolesTest {
  private static final String ME = "/admin/v1/me";
  private static final String PAUSE = "/admin/v1/rooms/lobby/pause";
  private final FakeIssuer issuer = new FakeIssuer();
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door =
        new HttpDoor(
            folder,
            "--naru.operator.oidc.issuer=" + FakeIssuer.ISSUER,
            "--naru.operator.oidc.audience=" + FakeIssuer.AUDIENCE,
            "--naru.operator.oidc.jwks-uri=" + issuer.keysAddress(),
            "--naru.operator.oidc.role-claim=realm_access.roles");
  }

  @AfterAll
  void close() {
    door.close();
    issuer.close();
  }

  @BeforeEach
  void calm() {
    door.audit.entries.clear();
    door.view.room("lobby", RoomSettings.defaults());
  }

  private static JWTClaimsSet.Builder known(String name, String... roles) {
    return FakeIssuer.claims("sub-of-" + name)
        .claim("preferred_username", name)
        .claim("realm_access", Map.of("roles", List.of(roles)));
  }

  private Answer send(String method, String path, String token) {
    return door.caller.send(method, path, null, "Authorization", "Bearer " + token);
  }

  private String token(JWTClaimsSet.Builder claims) {
    return issuer.token(claims.build());
  }

  @Test
  void everyKindOfTokenIsToldWhoseItIs() {
    // when
    Answer shared = send("GET", ME, HttpDoor.OPERATOR_TOKEN);
    Answer viewer = send("GET", ME, HttpDoor.VIEWER_TOKEN);
    Answer alice = send("GET", ME, token(known("alice", "other", "naru-operator", "naru-viewer")));
    Answer bob = send("GET", ME, token(known("bob", "naru-viewer")));

    // then
    assertThat(shared.body()).isEqualTo("{\"name\":\"operator\",\"role\":\"operator\"}");
    assertThat(viewer.body()).isEqualTo("{\"name\":\"viewer\",\"role\":\"viewer\"}");
    assertThat(alice.body()).isEqualTo("{\"name\":\"alice\",\"role\":\"operator\"}");
    assertThat(bob.body()).isEqualTo("{\"name\":\"bob\",\"role\":\"viewer\"}");
    assertThat(bob.header("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PURGE"})
  void aViewerLooksAndChangesNothing(String method) {
    // when
    Answer refused = send(method, PAUSE, HttpDoor.VIEWER_TOKEN);

    // then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(door.audit.entries).isEmpty();
    assertThat(send("GET", "/admin/v1/audit", HttpDoor.VIEWER_TOKEN).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "X-HTTP-Method-Override: DELETE",
    "X-HTTP-Method: PUT",
    "X-Method-Override: POST",
  })
  void aMethodIsNotAnotherByAHeaderOrAParameter(String header) {
    // given
    String[] parts = header.split(": ", -1);

    // when
    Answer read =
        door.caller.send(
            "GET",
            "/admin/v1/audit?_method=" + parts[1],
            null,
            "Authorization",
            "Bearer " + HttpDoor.VIEWER_TOKEN,
            parts[0],
            parts[1]);

    // then
    assertThat(read.status()).isEqualTo(200);
  }

  @Test
  void theAuditNamesWhoeverTheIssuerNamed() {
    // when
    Answer paused = send("POST", PAUSE, token(known("alice", "naru-operator")));

    // then
    assertThat(paused.status()).isEqualTo(202);
    assertThat(door.audit.entries).extracting(AuditEntry::operator).containsExactly("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "viewer", "worker", "", "a\nb", "\u0000"})
  void nobodyPassesForAnotherInTheAudit(String name) {
    // given
    JWTClaimsSet.Builder claims = known("eve", "naru-operator").claim("preferred_username", name);

    // then
    assertThat(send("GET", ME, token(claims)).text("name")).isEqualTo("sub-of-eve");
  }

  @Test
  void whoHasNoNameIsCalledByTheSubjectAndMayNotBorrowOneThere() {
    // then
    assertThat(
            send("GET", ME, token(known("x", "naru-viewer").claim("preferred_username", null)))
                .text("name"))
        .isEqualTo("sub-of-x");
    assertThat(
            send(
                    "GET",
                    ME,
                    token(
                        known("x", "naru-viewer")
                            .claim("preferred_username", 7)
                            .subject("operator")))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aTokenWithoutARoleIsKnownAndMayNothing() {
    // when
    Answer refused = send("GET", ME, token(known("carol", "naru-operators", "NARU-VIEWER")));

    // then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("no-role");
    assertThat(send("GET", ME, token(FakeIssuer.claims("dave"))).status()).isEqualTo(403);
    assertThat(
            send(
                    "GET",
                    ME,
                    token(
                        FakeIssuer.claims("dave")
                            .claim("realm_access", "naru-operator")
                            .claim("roles", "naru-operator")))
                .status())
        .isEqualTo(403);
  }

  @Test
  void aTokenForOthersOrOfOthersIsNone() {
    // then
    assertThat(send("GET", ME, token(known("a", "naru-operator").audience("shop"))).status())
        .isEqualTo(401);
    assertThat(send("GET", ME, token(known("a", "naru-operator").issuer("x"))).status())
        .isEqualTo(401);
    try (FakeIssuer other = new FakeIssuer()) {
      String foreign = other.token(known("a", "naru-operator").build());
      assertThat(send("GET", ME, foreign).status()).isEqualTo(401);
    }
  }

  @Test
  void whileTheKeysAreAwayNobodyIsLetInByThemAndTheSettingsTokenGoesOn(@TempDir Path folder) {
    // given
    try (FakeIssuer away = new FakeIssuer();
        HttpDoor other =
            new HttpDoor(
                folder,
                "--naru.operator.oidc.issuer=" + FakeIssuer.ISSUER,
                "--naru.operator.oidc.audience=" + FakeIssuer.AUDIENCE,
                "--naru.operator.oidc.jwks-uri=" + away.keysAddress())) {
      away.away(true);

      // when
      Answer refused =
          other.caller.send(
              "GET",
              ME,
              null,
              "Authorization",
              "Bearer " + away.token(known("alice", "naru-operator").build()));

      // then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.problem()).isEqualTo("issuer-away");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(other.caller.send("GET", ME, null, HttpDoor.OPERATOR).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"naru_token", "naru_operator", "Authorization", "token", "JSESSIONID"})
  void whatABrowserSendsByItselfIsNoOperatorsWill(String cookie) {
    // when
    Answer cookied =
        door.caller.send("POST", PAUSE, null, "Cookie", cookie + "=" + HttpDoor.OPERATOR_TOKEN);
    Answer basic =
        door.caller.send("POST", PAUSE, null, "Authorization", "Basic " + HttpDoor.OPERATOR_TOKEN);
    Answer parameter =
        door.caller.send("POST", PAUSE + "?" + cookie + "=" + HttpDoor.OPERATOR_TOKEN, null);

    // then
    assertThat(List.of(cookied.status(), basic.status(), parameter.status())).containsOnly(401);
    assertThat(door.audit.entries).isEmpty();
  }
}
