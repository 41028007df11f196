package dev.naru.ingress.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventTextTest {
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void anEventHasItsIdItsNameAndItsData() {
    assertThat(text(EventText.event("1-0.x", "chunk", "{\"data\":\"나루\"}")))
        .isEqualTo("id: 1-0.x\nevent: chunk\ndata: {\"data\":\"나루\"}\n\n");
  }

  @Test
  void everyKindOfLineEndWithinTheDataBeginsALineOfItsOwn() {
    assertThat(text(EventText.event("1", "query", "a\nb\r\nc\rd\n")))
        .isEqualTo("id: 1\nevent: query\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
  }

  @Test
  void whatIsNoEventEndsLikeOne() {
    assertThat(text(EventText.comment("still here"))).isEqualTo(": still here\n\n");
    assertThat(text(EventText.retry(Duration.ofSeconds(2)))).isEqualTo("retry: 2000\n\n");
  }
}
