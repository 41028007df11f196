package dev.naru.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.wire.WireFormat;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {
  private static final PageSettings D = PageSettings.defaults();

  @Test
  void aPageSurvivesTheWireAndOneThatIsNotGivenIsNotThere() {
    // given
    WireFormat wire = new WireFormat();
    PageSettings page =
        new PageSettings(
            "Tickets",
            "Two lines\nof text",
            "data:image/png;base64,iVBORw0KGgo=",
            "#1a6f5c",
            URI.create("https://example.org/shop?x=1"),
            HandOver.FRAGMENT,
            Map.of("ko", new PageText("예매", null)));

    // when
    String with = wire.encodePart(RoomSettings.defaults().withPage(page));
    String without = wire.encodePart(RoomSettings.defaults());

    // then
    assertThat(wire.decodePart(with, RoomSettings.class).page()).isEqualTo(page);
    assertThat(without).doesNotContain("page");
    assertThat(wire.decodePart(without, RoomSettings.class).page()).isNull();
  }

  @Test
  void aLanguageHasItsOwnWordsAndTheRestOfAll() {
    // given
    PageSettings page =
        new PageSettings(
            "Tickets", "Welcome", null, null, null, null, Map.of("ko", new PageText("예매", null)));

    // when
    PageText korean = page.in("ko");

    // then
    assertThat(korean).isEqualTo(new PageText("예매", "Welcome"));
    assertThat(page.in("en")).isEqualTo(new PageText("Tickets", "Welcome"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "ftp://example.org/",
        "/shop",
        "https:///shop",
        "https://user:secret@example.org/",
        "https://example.org/#there",
        "data:text/html,hi"
      })
  void aTargetThatIsNoPlainWebAddressIsRefused(String target) {
    assertThatThrownBy(
            () -> new PageSettings(null, null, null, null, URI.create(target), null, null))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'page.target-url'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/logo.png",
        "//elsewhere.example/logo.png",
        "/\\elsewhere.example/logo.png",
        "data:text/html;base64,PGI+",
        "data:image/png;base64,not base64",
        "javascript:alert(1)",
        ""
      })
  void aLogoFromElsewhereIsRefused(String logo) {
    assertThatThrownBy(() -> new PageSettings(null, null, logo, null, null, null, null))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'page.logo'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "#12345", "#1234567", "#12345g", "url(x)"})
  void aColourThatIsNoneIsRefused(String color) {
    assertThatThrownBy(() -> new PageSettings(null, null, null, color, null, null, null))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("'page.color'");
  }

  @Test
  void wordsAndLanguagesHaveTheirLimits() {
    assertThat(
            new PageSettings(
                "t".repeat(80), "t".repeat(600), "/logo.svg", "#ABCDEF", null, null, null))
        .isNotEqualTo(D);
    assertThatThrownBy(() -> new PageText("t".repeat(81), null)).hasMessageContaining("page.title");
    assertThatThrownBy(() -> new PageText(" ", null)).hasMessageContaining("page.title");
    assertThatThrownBy(() -> new PageText(null, "a\u0000b")).hasMessageContaining("page.text");
    assertThatThrownBy(
            () ->
                new PageSettings(
                    null, null, null, null, null, null, Map.of("KO", new PageText(null, null))))
        .hasMessageContaining("page.languages");
  }
}
