package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ChildrenTest {

  @TempDir private Path folder;
  private Process process;

  @BeforeEach
  void startAProcess() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void aChildIsFoundAgainAndEnded() {
    // given
    new Children(folder).remember("sleeper", process.pid());
    var leftover = new Children(folder).leftover("sleeper").orElseThrow();

    // when
    leftover.end(Duration.ofSeconds(5), "TERM");

    // then
    assertThat(leftover.isAlive()).isFalse();
    assertThat(new Children(folder).leftover("sleeper")).isEmpty();
  }

  @Test
  void aStrangerWithTheSamePidIsLeftAlone() throws IOException {
    // given
    var file = folder.resolve("sleeper.pid");
    new Children(folder).remember("sleeper", process.pid());
    Files.writeString(file, Files.readString(file).replaceAll("identity=.*", "identity=another"));

    // when
    var leftover = new Children(folder).leftover("sleeper");
    new ChildProcess("sleeper", process.pid(), "another").end(Duration.ZERO, "TERM");

    // then
    assertThat(leftover).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void aChildThatIgnoresTheSignalIsKilled() throws IOException {
    // given
    var deaf = new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; exec sleep 60").start();
    try {
      var child = new Children(folder).remember("deaf", deaf.pid());

      // when
      child.end(Duration.ofMillis(200), "TERM");

      // then
      assertThat(child.isAlive()).isFalse();
    } finally {
      deaf.destroyForcibly();
    }
  }

  @Test
  void aPostmasterFileOfAnotherTimeNamesNobody() throws IOException {
    // given
    Files.writeString(folder.resolve("postmaster.pid"), process.pid() + "\n/data\n1000000000\n");

    // when, then
    assertThat(new PostmasterFile(folder).pid()).contains(process.pid());
    assertThat(new PostmasterFile(folder).postmaster("postgres")).isEmpty();
  }
}
