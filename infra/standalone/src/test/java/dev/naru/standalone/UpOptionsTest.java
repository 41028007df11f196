package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {

  @Test
  void withoutOptionsItIsPort8080AndAFolderBesides() {
    // when
    var options = UpOptions.parse(List.of());

    // then
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.data().getFileName()).hasToString(".naru");
    assertThat(options.config()).isNull();
  }

  @Test
  void anOptionMayHaveItsValueBesideItOrBehindAnEqualsSign() {
    // when
    var options = UpOptions.parse(List.of("--port=9000", "--data", "/d", "--config=/c=1.yml"));

    // then
    assertThat(options).isEqualTo(new UpOptions(9000, Path.of("/d"), Path.of("/c=1.yml")));
  }

  @ParameterizedTest
  @CsvSource({
    "--prot, 'Expected an option of up (--port, --data, --config), but found ''--prot'''",
    "up, 'Expected an option of up (--port, --data, --config), but found ''up'''",
    "--port, 'Expected a value after --port, but there is none'",
    "--data=, 'Expected a value after --data, but there is none'",
    "--port=x, 'Expected --port to be a whole number from 0 to 65535, but it is ''x'''",
    "--port=65536, 'Expected --port to be a whole number from 0 to 65535, but it is ''65536'''",
    "--port=-1, 'Expected --port to be a whole number from 0 to 65535, but it is ''-1'''",
  })
  void whatIsWrongIsNamed(String argument, String message) {
    assertThatThrownBy(() -> UpOptions.parse(List.of(argument)))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(message);
  }
}
