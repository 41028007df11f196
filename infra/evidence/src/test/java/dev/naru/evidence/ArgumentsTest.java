package dev.naru.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void everythingHasADefaultButTheScenario() {
    assertThat(Arguments.parse(List.of("per-002")))
        .isEqualTo(
            new Arguments("per-002", Path.of("evidence/per-002"), Path.of(".naru"), null, 1));
  }

  @Test
  void optionsStandAnywhere() {
    assertThat(
            Arguments.parse(
                List.of(
                    "--out",
                    "o",
                    "contact-centre/spike",
                    "--data",
                    "d",
                    "--compress",
                    "5",
                    "--against",
                    "http://127.0.0.1:1/")))
        .isEqualTo(
            new Arguments(
                "contact-centre/spike",
                Path.of("o"),
                Path.of("d"),
                URI.create("http://127.0.0.1:1"),
                5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "per-003",
        "per-002 per-002",
        "per-002 --out",
        "per-002 --out --data d",
        "per-002 --against 127.0.0.1:8080",
        "per-002 --against ftp://x",
        "per-002 --nonsense",
        "contact-centre/nonsense",
        "contact-centre --compress 0",
        "contact-centre --compress fast"
      })
  void whatMakesNoSenseCannotBeRun(String line) {
    List<String> args = line.isEmpty() ? List.of() : List.of(line.split(" "));
    assertThatThrownBy(() -> Arguments.parse(args)).isInstanceOf(CannotRunException.class);
  }
}
