package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

  @ParameterizedTest
  @CsvSource({
    "u-17, u-17",
    "kim@example.com, kim@example.com",
    "김, %EA%B9%80",
    "'a b', a%20b",
    "'a,b;c\"d', a%2Cb%3Bc%22d",
    "100%, 100%25",
    "a+b, a%2Bb",
    "😀, %F0%9F%98%80"
  })
  void textBecomesOneWordOfAscii(String text, String header) {
    assertThat(HeaderText.encode(text)).isEqualTo(header);
  }

  @org.junit.jupiter.api.Test
  void nothingEndsTheHeader() {
    assertThat(HeaderText.encode("a\r\nSet-Cookie: x\u0085\u2028"))
        .isEqualTo("a%0D%0ASet-Cookie:%20x%C2%85%E2%80%A8");
  }
}
