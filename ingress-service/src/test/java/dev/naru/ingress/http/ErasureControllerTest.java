package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.erasure.Traces;
import dev.naru.model.RoomSettings;
import java.nio.file.Path;
import java.util.UUID;
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

/** Erasing a user, over real HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ErasureControllerTest {
  private HttpDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void aUser() {
    door.audit.entries.clear();
    door.erasures.erased.clear();
    door.erasures.users.put("u-1", new Traces(3, 0, 0, 7, 1));
  }

  private Answer erase(String content) {
    return door.caller.send("POST", "/admin/v1/erasures", content, HttpDoor.OPERATOR);
  }

  @Test
  void whatIsErasedIsCountedAndWhatStaysIsSaid() {
    // when
    Answer erased = erase("{\"userKey\":\"u-1\",\"reason\":\"asked for\"}");

    // then
    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.json().path("sessions").asInt()).isEqualTo(3);
    assertThat(erased.json().path("queries").asInt()).isEqualTo(7);
    assertThat(erased.json().path("letters").asInt()).isEqualTo(1);
    assertThat(erased.json().at("/remains/0/where").asString("")).contains("naru.events");
    assertThat(erased.json().at("/remains/0/until").asString("")).startsWith("20");
    assertThat(door.erasures.erased).containsExactly("u-1@null");
  }

  @Test
  void theAuditProvesItWithoutTheName() {
    // when
    erase("{\"userKey\":\"u-1\",\"reason\":\"asked for\"}");

    // then
    assertThat(door.audit.entries).extracting(AuditEntry::action).containsExactly("user.erase");
    AuditEntry entry = door.audit.entries.getFirst();
    assertThat(entry.target()).startsWith("users/sha256:");
    assertThat(entry.reason()).isEqualTo("asked for");
    assertThat(entry.toString()).doesNotContain("u-1");
  }

  @Test
  void aDryRunChangesNothing() {
    // when
    Answer plan = erase("{\"userKey\":\"u-1\",\"dryRun\":true}");

    // then
    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.json().path("dryRun").asBoolean()).isTrue();
    assertThat(plan.json().path("sessions").asInt()).isEqualTo(3);
    assertThat(door.erasures.erased).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void whoIsHereIsNotErased() {
    // given
    door.view.room("lobby", RoomSettings.defaults());
    door.view.user("lobby", "u-1", UUID.randomUUID());
    door.erasures.users.put("u-2", new Traces(1, 1, 0, 0, 0));

    // when
    Answer here = erase("{\"userKey\":\"u-1\"}");
    Answer justLeft = erase("{\"userKey\":\"u-2\"}");

    // then
    assertThat(here.status()).isEqualTo(409);
    assertThat(here.text("type")).endsWith("user-is-here");
    assertThat(here.text("detail")).contains("room 'lobby'");
    assertThat(justLeft.status()).isEqualTo(503);
    assertThat(door.erasures.erased).isEmpty();
    door.view.forgetUsers();
  }

  @Test
  void whoseDeadLetterIsBeingRedrivenIsNotErasedYet() {
    // given
    door.erasures.users.put("u-3", new Traces(1, 0, 1, 1, 1));

    // when
    Answer redriven = erase("{\"userKey\":\"u-3\"}");

    // then
    assertThat(redriven.status()).isEqualTo(409);
    assertThat(redriven.text("type")).endsWith("user-is-redriven");
    assertThat(redriven.text("detail")).startsWith("Expected");
    assertThat(door.erasures.erased).isEmpty();
  }

  @Test
  void aUserOfWhomNothingIsKeptIsUnknown() {
    // when
    Answer unknown = erase("{\"userKey\":\"nobody\"}");

    // then
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("type")).endsWith("no-such-user");
    assertThat(door.audit.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"userKey\":\"\"}",
        "{\"userKey\":7}",
        "{\"userKey\":\"u-1\",\"room\":\"No Room\"}",
        "{\"userKey\":\"u-1\",\"dryRun\":\"yes\"}",
        "{\"userKey\":\"u-1\",\"colour\":\"red\"}"
      })
  void whatCannotBeIsRefused(String content) {
    // when
    Answer refused = erase(content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(door.erasures.erased).isEmpty();
  }
}
