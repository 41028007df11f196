package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.key.Secret;
import dev.naru.model.RoomSettings;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that operators make and revoke, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class KeyControllerTest {
  private static final String KEYS = "/admin/v1/keys";
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
    door.view.room("lobby", RoomSettings.defaults());
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.keys.away(false);
    door.audit.entries.clear();
  }

  private Answer send(String method, String path, @Nullable String content) {
    return door.caller.send(method, path, content, HttpDoor.OPERATOR);
  }

  @Test
  void aKeyIsShownOnceAndKeptAsADigest() {
    // when
    Answer made =
        send(
            "POST",
            KEYS,
            "{\"owner\":\"team a\",\"room\":\"lobby\",\"rate\":\"5/m\",\"reason\":\"pilot\"}");
    Answer listed = send("GET", KEYS + "?limit=1", null);

    // then
    String secret = made.text("key");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(made.json().propertyNames())
        .containsExactly("id", "key", "owner", "room", "rate", "userRate", "madeAt", "revokedAt");
    assertThat(door.keys.digests()).contains(Secret.digest(secret));
    assertThat(listed.body()).doesNotContain(secret);
    assertThat(listed.json().at("/items/0/id").asString("")).isEqualTo(made.text("id"));
    assertThat(listed.json().at("/items/0/rate").asString("")).isEqualTo("5/60s");
    assertThat(listed.json().at("/items/0").has("key")).isFalse();
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
        .containsExactly(tuple("key.create", "keys/" + made.text("id"), "pilot"));
    assertThat(door.audit.entries.getFirst().after()).doesNotContain(secret);
  }

  @Test
  void aKeyIsRevokedOnce() {
    // given
    Answer made = send("POST", KEYS, "{\"owner\":\"team b\",\"room\":\"lobby\"}");
    door.audit.entries.clear();

    // when
    Answer revoked = send("DELETE", KEYS + "/" + made.text("id") + "?reason=leak", null);
    Answer again = send("DELETE", KEYS + "/" + made.text("id"), null);

    // then
    assertThat(revoked.status()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(204);
    assertThat(door.keys.find(UUID.fromString(made.text("id"))).orElseThrow().isGood()).isFalse();
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::reason)
        .containsExactly(tuple("key.revoke", "leak"));
    assertThat(send("DELETE", KEYS + "/" + UUID.randomUUID(), null).problem())
        .isEqualTo("no-such-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"owner\":\"a\"}",
        "{\"room\":\"lobby\"}",
        "{\"owner\":\" \",\"room\":\"lobby\"}",
        "{\"owner\":\"a\",\"room\":\"nowhere\"}",
        "{\"owner\":\"a\",\"room\":\"no room\"}",
        "{\"owner\":\"a\",\"room\":\"lobby\",\"rate\":\"fast\"}",
        "{\"owner\":\"a\",\"room\":\"lobby\",\"userRate\":10}",
        "{\"owner\":\"a\",\"room\":\"lobby\",\"colour\":\"red\"}"
      })
  void aKeyThatCannotBeIsRefusedAndNothingIsNoted(String content) {
    // when
    Answer refused = send("POST", KEYS, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void whileThePostgresIsAwayNobodyGetsAKey() {
    // given
    door.keys.away(true);

    // when
    Answer made = send("POST", KEYS, "{\"owner\":\"team c\",\"room\":\"lobby\"}");
    Answer listed = send("GET", KEYS, null);

    // then
    assertThat(made.problem()).isEqualTo("store-away");
    assertThat(made.body()).doesNotContain("sk-naru");
    assertThat(listed.status()).isEqualTo(503);
  }
}
