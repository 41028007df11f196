package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.standalone.KeysOptions.Action;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysOptionsTest {

  @Test
  void allCanBeGiven() {
    // when
    var options =
        KeysOptions.parse(
            List.of(
                "create",
                "--owner=team a",
                "--room",
                "lobby",
                "--rate",
                "5/m",
                "--user-rate=1/s",
                "--data",
                "/d"));

    // then
    assertThat(options)
        .isEqualTo(
            new KeysOptions(
                Action.CREATE,
                "",
                Map.of("owner", "team a", "room", "lobby", "rate", "5/m", "userRate", "1/s"),
                Path.of("/d")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|Expected 'keys create', 'keys list' or 'keys revoke ID', but found 'nothing'",
        "make|Expected 'keys create', 'keys list' or 'keys revoke ID', but found 'make'",
        "create --room lobby|Expected --owner with a name, but there is none",
        "create --owner a|Expected --room with a name, but there is none",
        "create --owner|Expected a value after --owner, but there is none",
        "create --colour red|Expected an option of 'keys create', but found '--colour'",
        "list --owner a|Expected an option of 'keys list', but found '--owner'",
        "revoke|Expected the id of a key after 'keys revoke'",
        "revoke --data x|Expected the id of a key after 'keys revoke'",
        "list --data nowhere|Expected a running Naru to have written"
      })
  void whatIsWrongIsSaidInOneLine(String arguments, String message, @TempDir Path folder) {
    // given
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    String given = arguments == null ? "" : arguments.replace("nowhere", folder.toString());

    // when
    int code =
        KeysApplication.run(
            given.isEmpty() ? List.of() : List.of(given.split(" ")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "token");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message).hasLineCount(1);
  }
}
