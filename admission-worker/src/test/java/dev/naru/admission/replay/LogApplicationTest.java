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

class LogApplicationTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return LogApplication.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "delete",
        "import",
        "import --replace",
        "export --log a",
        "export --redact yes"
      })
  void wrongUseIsSaid(String arguments) {
    // when
    int code = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    // then
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Expected ").contains("Usage: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense\n", "{}\n"})
  void aFileThatIsNoExportIsNotImported(String text, @TempDir Path folder) throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("log.jsonl"), text);

    // when, with a Kafka that is not there: it is not asked for anything
    int code = run("import", file.toString(), "--kafka", "127.0.0.1:1");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("Expected ");
  }

  @Test
  void aFileThatIsNotThereIsSaid(@TempDir Path folder) {
    // when
    int code = run("import", folder.resolve("none").toString(), "--kafka", "127.0.0.1:1");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("none");
  }
}
