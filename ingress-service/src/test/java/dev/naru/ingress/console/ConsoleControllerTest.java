package dev.naru.ingress.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ConsoleControllerTest {
  private final ConsoleController console = new ConsoleController(new ConsoleFiles());

  private MockHttpServletResponse send(String name, String tag) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("If-None-Match", tag);
    MockHttpServletResponse response = new MockHttpServletResponse();
    console.file(name, request, response);
    return response;
  }

  @Test
  void thePageMayLoadNothingFromElsewhereAndIsInNobodysFrame() throws IOException {
    // given
    MockHttpServletResponse response = new MockHttpServletResponse();

    // when
    console.page(new MockHttpServletRequest(), response);

    // then
    assertThat(response.getContentAsString()).startsWith("<!doctype html>");
    assertThat(response.getHeader("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void whoHasAFileIsNotSentItAgain() throws IOException {
    // given
    String tag = String.valueOf(send("main.js", "\"another\"").getHeader("ETag"));

    // when
    MockHttpServletResponse again = send("main.js", tag);

    // then
    assertThat(again.getStatus()).isEqualTo(304);
    assertThat(again.getContentAsByteArray()).isEmpty();
    assertThat(send("uplot.js", "").getContentType()).startsWith("text/javascript");
    assertThat(send("none.js", "").getStatus()).isEqualTo(404);
  }
}
