package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseOptionsTest {

  @Test
  void allCanBeGiven() {
    // when
    var options =
        EraseOptions.parse(
            List.of(
                "--user", "u 1", "--room=lobby", "--dry-run", "--reason", "asked", "--data", "/d"));

    // then
    assertThat(options).isEqualTo(new EraseOptions("u 1", "lobby", Path.of("/d"), true, "asked"));
  }

  @ParameterizedTest
  @CsvSource({
    "--dry-run, Expected --user with the key of a user",
    "--user, Expected a value after --user",
    "--name=x, Expected an option of erase"
  })
  void whatIsWrongIsSaid(String argument, String message) {
    assertThatThrownBy(() -> EraseOptions.parse(List.of(argument)))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutARunningNaruNothingIsDone(@TempDir Path folder) {
    // given
    var err = new ByteArrayOutputStream();

    // when
    int code =
        EraseApplication.run(
            List.of("--user", "u-1", "--data", folder.toString()),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "token");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Expected a running Naru to have written", "endpoints.json");
  }
}
