package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.naru.model.ScheduleSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@SuppressWarnings("NullAway.Init")
class SettingsCheckTest {

  @TempDir private Path folder;

  @Test
  void anEmptyFileIsTheDefaults() throws IOException {
    // when
    var found = check("", Map.of());

    // then
    assertThat(found.rooms()).containsOnlyKeys("default");
    assertThat(found.standalone().warmUp()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void groupsWithNothingInThemAreTheDefaults() throws IOException {
    // when
    var found = check("naru:\n  rooms:\n", Map.of());

    // then
    assertThat(found.rooms()).containsOnlyKeys("default");
  }

  @Test
  void everyKeyOfTheDocumentationIsKnown() throws IOException {
    // when
    var found =
        check(
            """
            naru:
              rooms:
                default:
                  capacity: 20
                  max-waiting: 100000
                  session-ttl: 30m
                  idle-timeout: 10m
                  abandon-timeout: 10m
                  claim-timeout: 0s
                  admission-rate: {count: 50, per: 10s}
                  identity: oidc
                  pools: [bot]
                  queries: {per-session: 2, max-queued: 1000, max-payload: 256KB, max-wait: 0s}
                  schedule:
                    opens-at: 2030-01-01T09:00:00+09:00
                    closes-at: 2030-01-01T18:00:00+09:00
                    at-close: drain
                    pre-queue: 30m
                    order: lottery
                    capacity: [{at: "2030-01-01T12:00:00+09:00", capacity: 50}]
                weekly:
                  pools: [bot]
                  schedule:
                    hours: [{days: [MON, TUE], from: "09:00", to: "18:00"}]
                    zone: Asia/Seoul
              pools:
                bot:
                  slots: 10
                  prefetch: 1
                  max-attempts: 3
                  slot-quarantine: 0s
                  max-result: 512KB
                  when-unavailable: hold
                  breaker: {failures: 75%, calls: 20, pause: 5s}
                  upstream: {kind: http, url: "http://127.0.0.1:9000/answer", timeout: 60s}
                llm:
                  upstream: {kind: openai, url: "http://127.0.0.1:11434/v1", model: small, force-model: true, first-byte-timeout: 30s, chunk-timeout: 10s}
              pushes: {per-session: 5, frames: 20/s, ping: 15s}
              retention: {log: 30d, history: 365d, results: 0}
              ingress:
                key-rotation: 30d
                origins: ["https://shop.example"]
                trusted-proxies: [10.0.0.0/8, "fd00::1"]
                proxy-headers: forwarded
                limits: {per-address: 600/m, failures: off, per-user: 60/m, content: 30s, exempt: []}
              operator:
                viewer-token: look
                oidc: {issuer: "https://id.example", jwks-uri: "https://id.example/keys", audience: naru, role-claim: realm_access.roles, operator-role: a, viewer-role: b, name-claim: name}
              identity.oidc: {issuer: "https://id.example/realms/x", jwks-uri: "https://id.example/keys", audience: naru, user-claim: email}
              standalone.warm-up: 0s
            logging.level.dev.naru: DEBUG
            """,
            Map.of());

    // then
    assertThat(found.rooms().get("default").schedule())
        .extracting(ScheduleSettings::opensAt)
        .isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(found.rooms().get("weekly").schedule())
        .extracting(ScheduleSettings::zone)
        .isEqualTo("Asia/Seoul");
    assertThat(found.standalone().warmUp()).isZero();
  }

  @Test
  void variablesGoBeforeTheFile() throws IOException {
    // given
    var variables =
        Map.<String, Object>of(
            "NARU_ROOMS_DEFAULT_CAPACITY", "7",
            "NARU_ROOMS_DEFAULT_MAXWAITING", "8",
            "NARU_ROOMS_DEFAULT_UNKNOWN", "for somebody else");

    // when
    var found = check("naru.rooms.default.capacity: 5", variables);

    // then
    assertThat(found.rooms().get("default").capacity()).isEqualTo(7);
    assertThat(found.rooms().get("default").maxWaiting()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "naru.rooms.default.capacty: 3 | found the key 'naru.rooms.default.capacty'",
        "naru.pols.default.slots: 3 | found the key 'naru.pols.default.slots'",
        "naru.retention.logs: 30d | found the key 'naru.retention.logs'",
        "naru.retention.log: 5m | Expected 'naru.retention.log' to be 1h or longer, or 0 to keep for ever",
        "naru.query.thread: 3 | found the key 'naru.query.thread'",
        "naru.ingress.lingerr: 3 | found the key 'naru.ingress.lingerr'",
        "naru.pushes.frame: 3/s | found the key 'naru.pushes.frame'",
        "naru.pushes.per-session: 0 | Expected 'naru.pushes.per-session' to be a whole number from 1 to 1000, but it is 0",
        "naru.pushes.frames: many | Expected 'naru.pushes.frames' to be a rate such as 20/s, but it is many",
        "naru.pushes.ping: 1h | Expected 'naru.pushes.ping' to be a duration from PT1S to PT1M",
        "naru.openai.max-wiat: 3s | found the key 'naru.openai.max-wiat'",
        "naru.openai.max-wait: 0s | Expected 'naru.openai.max-wait' to be a duration from PT1S to PT24H",
        "naru.openai.rooms.default.max-wait: 2d | Expected 'naru.openai.rooms.default.max-wait' to be a duration from",
        "rooms.default.capacity: 3 | found the key 'rooms.default.capacity'",
        "naru.rooms.default.capacity: -3 | Expected 'naru.rooms.default.capacity' to be a whole number from 0 to 1000000, but it is -3",
        "naru.rooms.default.capacity: many | Expected 'naru.rooms.default.capacity' to be a whole number, but it is 'many'",
        "naru.rooms.default.idle-timeout: soon | Expected 'naru.rooms.default.idle-timeout' to be a duration such as 500ms, 30s or 10m, but it is 'soon'",
        "naru.rooms.default.queries.per-session: 0 | Expected 'naru.rooms.default.queries.per-session' to be a whole number",
        "naru.rooms.default.queries.max-payload: 9QB | Expected 'naru.rooms.default.queries.max-payload' to be a number with B, KB, MB or GB",
        "naru.rooms.default.pools: [other] | Expected 'naru.rooms.default.pools' to be names below naru.pools",
        "naru.rooms.big_room.capacity: 3 | Expected 'naru.rooms.<name>' to be 1 to 63 characters of a-z, 0-9 and '-', but it is 'big_room'",
        "naru.rooms.default.identity: oidc | Expected 'naru.identity.oidc' to name the issuer that room 'default' asks for",
        "naru.rooms.default.identity: passport | Expected 'naru.rooms.default.identity' to be one of",
        "naru.identity.oidc: {issuer: 'https://id.example', audience: naru} | Expected 'naru.identity.oidc.jwks-uri' to be an address that begins with http",
        "naru.identity.oicd.issuer: x | found the key 'naru.identity.oicd",
        "naru.ingress.key-rotation: 1m | Expected 'naru.ingress.key-rotation' to be a duration from PT1H to P3650D, or 0",
        "naru.rooms: {vip: } | Expected 'naru.rooms.vip' in",
        "naru.rooms: {vip: {}} | Expected 'naru.rooms.vip' in",
        "naru: 5 | to be a group of settings, but it is '5'",
        "naru.pools.default.upstream.kind: carrier | Expected 'naru.pools.default.upstream.kind' to be one of echo, http, openai, but it is 'carrier'",
        "naru.pools.default.upstream.kind: http | Expected 'naru.pools.default.upstream.url' to be an absolute http or https URL",
        "naru.pools.default.upstream: {kind: openai, url: 'http://127.0.0.1/v1', api-key-env: sk-1} | Expected 'naru.pools.default.upstream.api-key-env' to be the name of an environment variable, and not the key itself",
        "naru.pools.default.upstream: {kind: openai, url: 'http://127.0.0.1/v1', api-key-env: NO_SUCH_KEY} | Expected 'naru.pools.default.upstream.api-key-env' to be the name of a variable in the query worker's environment, but it is one that is not set",
        "naru.query.grace: 1h | Expected 'naru.query.grace' to be a duration",
        "naru.standalone.warm-up: 1h | Expected 'naru.standalone.warm-up' to be a duration from 0s to 1m",
        "'naru: {a: 1, a: 2}' | is not YAML as expected: line 1, column 14: found duplicate key a",
        "'naru: {' | is not YAML as expected: line",
        "- a | found the key",
      })
  void whatIsWrongIsSaidInOneLineThatNamesTheKey(String text, String message) {
    // when
    var failure = catchThrowable(() -> check(text, Map.of()));

    // then
    var out = new ByteArrayOutputStream();
    int code = StartFailure.report(failure, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(message).hasLineCount(1);
    assertThat(code).isEqualTo(2);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(catchThrowable(() -> SettingsFile.find(folder.resolve("none.yml"))))
        .hasMessageContaining("none.yml, but there is none");
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws IOException {
    // given
    Path file = Files.write(folder.resolve("naru.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    // when
    var failure = catchThrowable(() -> SettingsFile.load(file));

    // then
    assertThat(failure).hasMessageContaining("it is not UTF-8 text");
  }

  private SettingsCheck.Found check(String text, Map<String, Object> variables) throws IOException {
    var file = SettingsFile.load(Files.writeString(folder.resolve("naru.yml"), text));
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    file.sources().forEach(environment.getPropertySources()::addLast);
    SettingsCheck.require(file);
    return SettingsCheck.require(environment);
  }
}
