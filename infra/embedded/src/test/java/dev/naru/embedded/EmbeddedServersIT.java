package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.naru.embedded.Servers.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@SuppressWarnings("NullAway.Init")
class EmbeddedServersIT {

  @TempDir private Path folder;

  @Test
  void theServersAreDurable() throws Exception {
    try (var servers = EmbeddedServers.in(folder)) {
      // when
      var connections = servers.start();

      // then
      assertThat(Traces.ask(connections, "SHOW fsync")).isEqualTo("on");
      assertThat(Traces.ask(connections, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(Traces.ask(connections, "SHOW server_version")).startsWith("18.");
      assertThat(
              Traces.<Map<String, String>>withRedis(connections.redis(), it -> it.configGet("*")))
          .containsEntry("appendonly", "yes")
          .containsEntry("appendfsync", "everysec")
          .containsEntry("maxmemory-policy", "noeviction");
    }
  }

  @Test
  void closingLeavesNoThreadAndNoProcess() throws IOException {
    // given
    var children = new Children(folder.resolve("children"));
    var before = threads();
    try (var servers = EmbeddedServers.in(folder)) {
      servers.start();
      assertThat(children.leftover("redis")).isPresent();
      assertThat(children.leftover("postgres")).isPresent();
    }

    // then
    assertThat(folder.resolve("children")).isEmptyDirectory();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(
            Waiting.until(
                Duration.ofSeconds(5),
                () ->
                    threads().stream()
                        // Kafka's metrics library has one pair per JVM, made once, never ended.
                        .filter(it -> !it.startsWith("metrics-meter-tick-thread"))
                        .filter(it -> !it.startsWith("process reaper"))
                        .allMatch(before::contains)))
        .as("threads now %s, before %s", threads(), before)
        .isTrue();
  }

  @Test
  void startingAndStoppingSaysNothing() {
    // given
    var said = new ListAppender<ILoggingEvent>();
    said.start();
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    EmbeddedServers.LOG_LEVELS.forEach(
        (logger, level) -> context.getLogger(logger).setLevel(Level.toLevel(level)));
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(said);

    // when
    try (var servers = EmbeddedServers.in(folder)) {
      servers.start();
      servers.stop(Kind.KAFKA);
      servers.start(Kind.KAFKA);
    }

    // then
    assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(said);
  }

  @Test
  void aFolderServesOneNaruAtATime() {
    try (var first = new EmbeddedServers(folder, Set.of(), Map.of());
        var second = new EmbeddedServers(folder, Set.of(), Map.of())) {
      // given
      first.start();

      // when, then
      assertThatThrownBy(second::start)
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("another Naru runs there")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      first.close();
      second.start();
    }
  }

  @Test
  void aPortInUseIsSaidAndEverythingElseIsStoppedAgain() throws IOException {
    // given
    try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var servers =
            new EmbeddedServers(
                folder,
                Set.of(Kind.REDIS, Kind.POSTGRES),
                Map.of(Kind.REDIS, stranger.getLocalPort()))) {
      // when, then
      assertThatThrownBy(servers::start)
          .isInstanceOf(ServerException.class)
          .hasMessage("Redis cannot start: port %d is in use", stranger.getLocalPort());
      assertThat(new Children(folder.resolve("children")).leftover("postgres")).isEmpty();
    }
  }

  @Test
  void aFirstStartThatWasInterruptedIsMadeAgain() throws Exception {
    // given
    Files.createDirectories(folder.resolve("postgres").resolve("data").resolve("base"));
    Files.writeString(folder.resolve("postgres").resolve("password"), "half");

    // when
    try (var servers = new EmbeddedServers(folder, Set.of(Kind.POSTGRES), Map.of())) {
      var connections = servers.start();

      // then
      assertThat(Traces.ask(connections, "SELECT current_user")).isEqualTo("naru");
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }
}
