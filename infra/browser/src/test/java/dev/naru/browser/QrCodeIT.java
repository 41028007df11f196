package dev.naru.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QrCodeIT extends BrowserIT {
  @Test
  void codesOfEveryVersionCanBeRead() {
    // given
    Browser browser = browsers.desktop("en").open(naru().base() + "/naru.d.ts");
    String text = "https://나루.example.org/r/" + "abcdefghij".repeat(20);

    for (int length : new int[] {1, 14, 15, 26, 42, 62, 84, 100, 106, 122, 130, 152, 176}) {
      // when
      Object url =
          browser.runAsync(
              """
              const { paint } = await import('/page/qr.js');
              const canvas = document.createElement('canvas');
              return paint(canvas, args[0]) ? canvas.toDataURL() : 'too long';
              """,
              text.substring(0, length));

      // then
      assertThat(QrCodes.read(String.valueOf(url))).isEqualTo(text.substring(0, length));
    }
    assertThat(
            browser.runAsync(
                "const { qr } = await import('/page/qr.js'); return qr('x'.repeat(181)) === null"))
        .isEqualTo(true);
  }
}
