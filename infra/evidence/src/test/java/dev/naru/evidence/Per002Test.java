package dev.naru.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.evidence.check.Check;
import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.load.GatlingRun;
import dev.naru.evidence.load.PretendNaru;
import dev.naru.evidence.load.Stays;
import dev.naru.evidence.report.Report;
import dev.naru.evidence.report.ReportFiles;
import dev.naru.evidence.report.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real tool, small, against pretended rooms: a good one and bad ones. */
class Per002Test {
  private static final Per002Settings SMALL =
      new Per002Settings(
          List.of(5),
          2,
          Duration.ofSeconds(1),
          List.of(30),
          0,
          new Stays(Duration.ofMillis(100), Duration.ofMillis(300), 1));

  @TempDir Path folder;

  private List<ScenarioResult> run(URI naru) throws InterruptedException {
    return new Per002(SMALL, naru, null, new GatlingRun(folder.resolve("gatling")))
        .run(result -> {});
  }

  private static List<String> failed(List<ScenarioResult> results) {
    List<String> failed = new ArrayList<>();
    for (ScenarioResult result : results) {
      for (Check check : result.checks()) {
        if (!check.passed() && !check.expected().endsWith("200 ms")) {
          failed.add(result.name() + ", " + check.what());
        }
      }
    }
    return failed;
  }

  @Test
  void aGoodRoomPassesAndItsReportSaysSo() throws Exception {
    // given
    try (PretendNaru good = new PretendNaru(20)) {
      // when
      List<ScenarioResult> results = run(good.url());

      // then
      assertThat(failed(results)).isEmpty();
      assertThat(results)
          .extracting(ScenarioResult::name)
          .containsExactly("burst 5", "sustained 2", "burst 30", "queries");
      assertThat(folder.resolve("gatling/burst-30/index.html")).exists();

      // and
      Report report =
          new Report(
              "per-002",
              Instant.now(),
              Surroundings.now(),
              Map.of("target", good.url().toString()),
              results,
              List.of("again"));
      new ReportFiles(folder).write(report);
      assertThat(Files.readString(folder.resolve("report.md")))
          .contains("| burst 30 | 30 | join | ", " | 20 | 10 | PASSED |");
      assertThat(folder.resolve("report.html")).content().contains("gatling/burst-30/index.html");
      assertThat(folder.resolve("report.json")).content().contains("\"users\" : 30");
    }
  }

  @Test
  void aRoomThatCountsFirstAndThenWritesFails() throws Exception {
    // given
    try (PretendNaru bad =
        new PretendNaru(20) {
          @Override
          protected boolean mayEnter(int active) {
            return true;
          }
        }) {
      // when
      List<ScenarioResult> results = run(bad.url());

      // then
      assertThat(failed(results))
          .contains("burst 30, room: active", "burst 30, users told that they are active");
    }
  }

  @Test
  void aRoomThatDiesOnTheWayHasFailed() throws Exception {
    // given
    try (PretendNaru mortal = new PretendNaru(20)) {
      Per002 run = new Per002(SMALL, mortal.url(), null, new GatlingRun(folder.resolve("gatling")));

      // when
      List<ScenarioResult> results = run.run(firstResult -> mortal.close());

      // then
      assertThat(failed(results)).containsExactly("sustained 2, run to its end");
    }
  }

  @Test
  void aRoomOfAnotherSizeCannotBeTested() {
    try (PretendNaru other = new PretendNaru(7)) {
      assertThatThrownBy(() -> run(other.url()))
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("capacity 20, but it has 7");
    }
  }

  @Test
  void aTargetThatIsNotThereCannotBeTested() {
    assertThatThrownBy(() -> run(URI.create("http://127.0.0.1:1")))
        .isInstanceOf(CannotRunException.class);
  }
}
