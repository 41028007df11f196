package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.OidcSettings;
import dev.naru.ingress.OperatorSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // a component that is not given takes its default
class OperatorsTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final OperatorSettings NOTHING = new OperatorSettings(null, null, null, null);

  @Test
  void aTokenIsMadeAtTheFirstStartAndKeptForItsOwnerOnly(@TempDir Path folder) throws Exception {
    // when
    Operators.of(NOTHING, new KeyFolder(folder), CLOCK);
    Path file = folder.resolve(Operators.FILE);
    String token = Files.readString(file);
    Operators later = Operators.of(NOTHING, new KeyFolder(folder), CLOCK);

    // then
    assertThat(token).hasSizeGreaterThanOrEqualTo(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(later.find(token)).contains(new Operator("operator", Role.OPERATOR));
    assertThat(later.find(token + "x")).isEmpty();
    assertThat(later.find("")).isEmpty();
    assertThat(later.find(null)).isEmpty();
  }

  @Test
  void aTokenOfTheSettingsComesFirstAndNoFileIsMade(@TempDir Path folder) {
    // when
    Operators operators =
        Operators.of(
            new OperatorSettings("s3cret", "night-shift", "l00k", null),
            new KeyFolder(folder),
            CLOCK);

    // then
    assertThat(operators.find("s3cret")).contains(new Operator("night-shift", Role.OPERATOR));
    assertThat(operators.find("l00k")).contains(new Operator("viewer", Role.VIEWER));
    assertThat(operators.find("s3cre")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theTokenIsInNoMessage() {
    // then
    assertThat(new OperatorSettings("s3cret", null, "l00k", null).toString())
        .doesNotContain("s3cret", "l00k");
    assertThatThrownBy(() -> new OperatorSettings("s3cret with spaces", null, null, null))
        .hasMessageContaining("naru.operator.token")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> new OperatorSettings(null, null, "l00k here", null))
        .hasMessageContaining("naru.operator.viewer-token")
        .hasMessageNotContaining("l00k");
    assertThatThrownBy(() -> new OperatorSettings("s3cret", null, "s3cret", null))
        .hasMessageContaining("naru.operator.viewer-token")
        .hasMessageNotContaining("s3cret");
    assertThat(new OperatorSettings(null, null, "", null).viewerToken()).isNull();
  }

  @Test
  void anIssuerIsNamedWithItsKeysAndTheAudience() {
    // given
    URI keys = URI.create("https://id.example/keys");

    // then
    assertThat(new OidcSettings("i", keys, "a", null, null, null, null))
        .isEqualTo(
            new OidcSettings(
                "i", keys, "a", "roles", "naru-operator", "naru-viewer", "preferred_username"));
    assertThatThrownBy(() -> new OidcSettings(null, keys, "a", null, null, null, null))
        .hasMessageContaining("naru.operator.oidc.issuer");
    assertThatThrownBy(() -> new OidcSettings("i", keys, " ", null, null, null, null))
        .hasMessageContaining("naru.operator.oidc.audience");
    for (String wrong : List.of("file:///etc/passwd", "keys", "https:keys", "ftp://id.example")) {
      assertThatThrownBy(
              () -> new OidcSettings("i", URI.create(wrong), "a", null, null, null, null))
          .hasMessageContaining("naru.operator.oidc.jwks-uri");
    }
  }
}
