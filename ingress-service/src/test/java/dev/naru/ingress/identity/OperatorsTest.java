package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.OperatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // a component that is not given takes its default
class OperatorsTest {
  private static final OperatorSettings NOTHING = new OperatorSettings(null, null);

  @Test
  void aTokenIsMadeAtTheFirstStartAndKeptForItsOwnerOnly(@TempDir Path folder) throws Exception {
    // when
    Operators.of(NOTHING, new KeyFolder(folder));
    Path file = folder.resolve(Operators.FILE);
    String token = Files.readString(file);
    Operators later = Operators.of(NOTHING, new KeyFolder(folder));

    // then
    assertThat(token).hasSizeGreaterThanOrEqualTo(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(later.isOperator(token)).isTrue();
    assertThat(later.isOperator(token + "x")).isFalse();
    assertThat(later.isOperator("")).isFalse();
    assertThat(later.isOperator(null)).isFalse();
  }

  @Test
  void aTokenOfTheSettingsComesFirstAndNoFileIsMade(@TempDir Path folder) {
    // when
    Operators operators =
        Operators.of(new OperatorSettings("s3cret", "night-shift"), new KeyFolder(folder));

    // then
    assertThat(operators.isOperator("s3cret")).isTrue();
    assertThat(operators.isOperator("s3cre")).isFalse();
    assertThat(operators.name()).isEqualTo("night-shift");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theTokenIsInNoMessage() {
    // then
    assertThat(new OperatorSettings("s3cret", null).toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> new OperatorSettings("s3cret with spaces", null))
        .hasMessageContaining("naru.operator.token")
        .hasMessageNotContaining("s3cret");
  }
}
