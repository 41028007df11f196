package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.embedded.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init")
class EndpointsTest {

  @TempDir private Path data;

  @Test
  void theFileTellsWhereEverythingIsToItsOwnerOnly() throws IOException {
    // given
    var servers =
        new Connections(
            "127.0.0.1:1", "redis://127.0.0.1:2", "jdbc:postgresql://h:3/naru", "u", "p");
    Files.writeString(data.resolve("endpoints.json"), "of an earlier process");

    // when
    new Endpoints(data).write("http://127.0.0.1:4", servers);

    // then
    var json = new JsonMapper().readTree(Files.readString(data.resolve("endpoints.json")));
    assertThat(json.path("http").asString()).isEqualTo("http://127.0.0.1:4");
    assertThat(json.path("kafka").asString()).isEqualTo("127.0.0.1:1");
    assertThat(json.path("redis").asString()).isEqualTo("redis://127.0.0.1:2");
    assertThat(json.path("postgres").asString())
        .isEqualTo("jdbc:postgresql://h:3/naru?user=u&password=p");
    assertThat(json.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    var permissions = Files.getPosixFilePermissions(data.resolve("endpoints.json"));
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void itIsDeletedByWhoWroteItOnly() {
    // given
    var servers = new Connections("kafka", "redis", "jdbc", "user", "password");
    var endpoints = new Endpoints(data);
    endpoints.write("http://127.0.0.1:4", servers);

    // when
    new Endpoints(data).delete();

    // then
    assertThat(data.resolve("endpoints.json")).exists();

    // and when
    endpoints.delete();
    endpoints.delete();

    // then
    assertThat(data.resolve("endpoints.json")).doesNotExist();
  }
}
