package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while initdb makes the files of Postgres: initdb itself lives on for a while. */
@SuppressWarnings("NullAway.Init")
class InterruptedInitdbIT {

  @TempDir private Path folder;

  @Test
  void theNextStartMakesTheFilesAnew() throws Exception {
    // given
    var jvm = KilledProcess.start(folder);
    try {
      assertThat(Waiting.until(Duration.ofSeconds(60), this::initdbWrites)).isTrue();
    } finally {
      jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    // when
    try (var servers = EmbeddedServers.in(folder)) {
      var connections = servers.start();

      // then
      Traces.leave(connections, "written after the kill");
      assertThat(Traces.hasRow(connections, "written after the kill")).isTrue();
    }

    // and when
    try (var servers = EmbeddedServers.in(folder)) {
      servers.start();

      // then
      assertThat(halfMade()).isEmpty();
    }
  }

  private boolean initdbWrites() {
    return halfMade().stream().anyMatch(making -> Files.exists(making.resolve("PG_VERSION")));
  }

  private List<Path> halfMade() {
    try (var folders = Files.newDirectoryStream(folder.resolve("postgres"), "making-*")) {
      return StreamSupport.stream(folders.spliterator(), false).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
