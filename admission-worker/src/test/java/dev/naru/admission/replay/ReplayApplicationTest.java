package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayApplicationTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return ReplayApplication.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "again",
        "verify --data",
        "verify --port 1",
        "verify a b c",
        "verify --to 1 --to 2",
        "verify --capacity 3",
        "--check-receipt r"
      })
  void wrongUseIsSaid(String arguments) {
    // when
    int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    // then
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Expected ").contains("Usage: ");
  }

  @Test
  void aRebuildNeedsALiveView() {
    // when
    int code = run("rebuild", "--kafka", "127.0.0.1:1");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("Expected a running Naru, whose view is made anew");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify --from yesterday",
        "verify --to -1",
        "verify --from 99999999999999999999",
        "verify --partition -1",
        "verify --partition one",
        "fairness --to 2026-01-01",
        "what-if --from tomorrow"
      })
  void aValueThatCannotBeIsSaidInALine(String arguments) {
    // when
    int code = run((arguments + " --kafka 127.0.0.1:1").split(" "));

    // then
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Expected --");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--capacity 0",
        "--capacity -1",
        "--capacity many",
        "--slots 0",
        "--slots 10001",
        "--session-ttl long",
        "--session-ttl 0s",
        "--idle-timeout -5m",
        "--abandon-timeout 1000000000000000000h",
        "--admission-rate 10",
        "--admission-rate 0/1m",
        "--admission-rate 10/1w",
        "--admission-rate x/1m"
      })
  void aSettingThatCannotBeImaginedIsSaidInALine(String arguments) {
    // when
    int code = run(("what-if --kafka 127.0.0.1:1 " + arguments).split(" "));

    // then
    String name = arguments.substring(2, arguments.indexOf(' '));
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Expected '" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify --log a --kafka b:1",
        "verify --log a --imported",
        "fairness --data a --kafka b:1",
        "verify --log no-such-file",
        "--check-receipt no-such-file --log no-such-file"
      })
  void aPlaceThatCannotBeIsSaidInALine(String arguments) {
    // when
    int code = run(arguments.split(" "));

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Expected ");
  }

  @Test
  void aReportFolderThatIsAFileIsSaidBeforeAnythingIsRead(@TempDir Path folder) throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("report"), "");

    // when
    int code = run("what-if", "--kafka", "127.0.0.1:1", "--out", file.toString());

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Expected --out to be a folder");
  }

  @Test
  void aFolderWithoutARunningNaruIsSaid(@TempDir Path folder) {
    // when
    int code = run("verify", "--data", folder.toString());

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("endpoints.json").contains("--data");
  }
}
