package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the whole JVM, for real. */
@SuppressWarnings("NullAway.Init")
class KillIT {

  @TempDir private Path folder;
  private Process jvm;
  private Children children;

  @BeforeEach
  void startAnotherJvm() throws IOException {
    children = new Children(folder.resolve("children"));
    jvm = KilledProcess.start(folder);
    var out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.lines().anyMatch("READY"::equals)).isTrue();
  }

  @AfterEach
  void endAnotherJvm() throws InterruptedException {
    jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    children.leftover("redis").ifPresent(it -> it.end(Duration.ZERO));
    children.leftover("postgres").ifPresent(it -> it.end(Duration.ZERO));
  }

  @Test
  void theNextStartEndsTheOrphansAndCarriesOn() throws Exception {
    // given
    jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    var redis = children.leftover("redis").orElseThrow();
    var postgres = children.leftover("postgres").orElseThrow();

    // when
    try (var servers = EmbeddedServers.in(folder)) {
      var connections = servers.start();

      // then
      assertThat(redis.isAlive()).isFalse();
      assertThat(postgres.isAlive()).isFalse();
      String trace = "written before the kill";
      assertThat(Traces.records(connections.kafka())).containsExactly(trace);
      assertThat(Traces.hasKey(connections.redis(), trace)).isTrue();
      assertThat(Traces.hasRow(connections, trace)).isTrue();
    }
    assertThat(folder.resolve("children")).isEmptyDirectory();
  }

  @Test
  void orphansThatWereNeverWrittenDownAreFoundByTheirOwnPidFiles() throws Exception {
    // given
    jvm.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    var redis = children.leftover("redis").orElseThrow();
    var postgres = children.leftover("postgres").orElseThrow();
    Files.delete(folder.resolve("children").resolve("redis.pid"));
    Files.delete(folder.resolve("children").resolve("postgres.pid"));

    // when
    try (var servers = EmbeddedServers.in(folder)) {
      servers.start();

      // then
      assertThat(redis.isAlive()).isFalse();
      assertThat(postgres.isAlive()).isFalse();
    }
  }

  @Test
  void aSecondProcessIsToldThatTheFolderIsInUse() {
    try (var servers = EmbeddedServers.in(folder)) {
      // when, then
      assertThatThrownBy(servers::start)
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining("process " + jvm.pid());
      assertThat(children.leftover("redis")).isPresent();
    }
  }
}
