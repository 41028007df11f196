package dev.naru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class ProgramsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"Linux,amd64", "Linux,aarch64", "Mac OS X,x86_64", "Mac OS X,aarch64"})
  void thereIsAPostgresForEveryMachineThatNaruRunsOn(String os, String architecture) {
    assertThat(PostgresPrograms.resources(os, architecture))
        .anyMatch(it -> ProgramsTest.class.getResource("/" + it) != null);
  }

  @Test
  void anUnpackingThatFailedIsDoneAgain() {
    // given
    var cache = new ProgramCache(folder.resolve("cache"));
    assertThatThrownBy(
            () ->
                cache.entry(
                    "program",
                    it -> {
                      Files.writeString(it.resolve("half"), "");
                      throw new IOException("killed");
                    }))
        .isInstanceOf(ServerException.class);

    // when
    var entry = cache.entry("program", it -> Files.writeString(it.resolve("whole"), ""));

    // then
    assertThat(entry).isDirectoryContaining(it -> it.endsWith("whole"));
    assertThat(entry.resolve("half")).doesNotExist();
  }

  @Test
  void anEntryIsUnpackedOnce() {
    // given
    var cache = new ProgramCache(folder.resolve("cache"));
    var first = cache.entry("program", it -> Files.writeString(it.resolve("program"), ""));

    // when
    var second =
        cache.entry(
            "program",
            it -> {
              throw new IOException("not again");
            });

    // then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void chosenPortsDifferAndStayOutOfTheRangeOfOutgoingConnections() {
    // when
    int one = FreePorts.choose(0);
    int other = FreePorts.choose(0);

    // then
    assertThat(one).isNotEqualTo(other).isBetween(10_000, 32_000);
    assertThat(FreePorts.choose(4711)).isEqualTo(4711);
  }

  @Test
  void connectionsKeepThePasswordToThemselves() {
    assertThat(new Connections("k", "r", "p", "u", "secret").toString()).doesNotContain("secret");
  }
}
