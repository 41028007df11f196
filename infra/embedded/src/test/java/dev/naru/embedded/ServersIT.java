package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.embedded.Servers.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for embedded servers and for containers alike. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ServersIT {

  private Servers servers;
  private Connections connections;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.allOf(Kind.class));
    connections = servers.start();
  }

  @AfterAll
  void close() {
    servers.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aServerThatIsStoppedAndStartedKeepsItsPortAndData(Kind kind) throws Exception {
    // given
    String trace = "before-" + kind;
    Traces.leave(connections, trace);

    // when
    servers.stop(kind);
    servers.start(kind);

    // then
    assertThat(Traces.records(connections.kafka())).contains(trace);
    assertThat(Traces.hasKey(connections.redis(), trace)).isTrue();
    assertThat(Traces.hasRow(connections, trace)).isTrue();
    assertThat(servers.start()).isEqualTo(connections);
  }

  @Test
  void groupsMayHaveTheShortTimesThatSlotsNeed() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", connections.kafka()))) {
      // when
      var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      var config =
          admin
              .describeConfigs(List.of(broker))
              .all()
              .get(10, TimeUnit.SECONDS)
              .values()
              .iterator()
              .next();

      // then
      KafkaSettings.needed()
          .forEach((key, value) -> assertThat(config.get(key).value()).as(key).isEqualTo(value));
      assertThat(config.get("transaction.partition.verification.enable").value()).isEqualTo("true");
    }
  }

  @Test
  void aServerThatWasNotChosenHasNoConnection(@TempDir Path folder) {
    // given
    try (var none = TestServers.in(folder, Set.of())) {
      // when
      var connections = none.start();

      // then
      assertThatThrownBy(connections::kafka).hasMessageContaining("without it");
      assertThatThrownBy(() -> none.stop(Kind.REDIS)).hasMessageContaining("not among");
    }
  }
}
