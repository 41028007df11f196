package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
  private static final String TEXT = "나루 ⛴ a\u00e9 😀\n";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "EUC-KR", "ISO-2022-KR", "ISO-8859-1"})
  void whateverIsCutInTwoComesWhole(String name) {
    // given
    Charset charset = Charset.forName(name);
    byte[] bytes = TEXT.getBytes(charset);
    TextDecoder decoder = new TextDecoder(charset);
    StringBuilder text = new StringBuilder();

    // when
    for (byte each : bytes) {
      String piece = decoder.decode(new byte[] {each});
      assertThat(piece.codePoints()).noneMatch(it -> it >= 0xd800 && it < 0xe000);
      text.append(piece);
    }
    text.append(decoder.end());

    // then
    assertThat(text).hasToString(new String(bytes, charset));
  }

  @Test
  void whatIsNoCharacterIsReplacedAsIsWhatIsLeftOverAtTheEnd() {
    // given
    TextDecoder decoder = new TextDecoder(StandardCharsets.UTF_8);

    // when
    String text = decoder.decode(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xf0, (byte) 0x9f});

    // then
    assertThat(text).isEqualTo("a\ufffdb");
    assertThat(decoder.end()).isEqualTo("\ufffd");
  }
}
