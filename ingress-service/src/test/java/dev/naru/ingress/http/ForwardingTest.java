package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Networks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingTest {
  private static final Networks PROXIES = Networks.of("proxies", List.of("10.0.0.0/8", "fd00::/8"));
  private static final String PEER = "10.0.0.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7 | 203.0.113.7",
        "127.0.0.1, 203.0.113.7, 10.0.0.2 | 203.0.113.7",
        "10.0.0.9, 10.0.0.2 | 10.0.0.9",
        "203.0.113.7:4711 | 203.0.113.7",
        "[2001:db8::1]:80 | 2001:db8::1",
        "[2001:db8::1] | 2001:db8::1",
        "2001:db8::1 | 2001:db8::1",
        "203.0.113.7, fd00::5 | 203.0.113.7",
        "unknown, 10.0.0.2 | 10.0.0.2",
        "unknown | 10.0.0.1",
        "evil.example | 10.0.0.1",
        "'' | 10.0.0.1",
        "203.0.113.7,, 10.0.0.2 | 10.0.0.2",
      })
  void theClientIsTheLastWhomAProxySawAndWhoIsNone(String header, String client) {
    // when
    Forwarding said = Forwarding.of(List.of(header), List.of(), List.of());

    // then
    assertThat(said.client(PEER, PROXIES)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=203.0.113.7;proto=https;by=10.0.0.1 | 203.0.113.7",
        "for=198.51.100.1, for=203.0.113.7;host=x | 203.0.113.7",
        "for=\"[2001:db8::1]:4711\" | 2001:db8::1",
        "for=\"203.0.113.7:80\", for=10.0.0.3 | 203.0.113.7",
        "for=_hidden, for=10.0.0.3 | 10.0.0.3",
        "for=\"203.0.113.7 | 10.0.0.1",
        "203.0.113.7 | 10.0.0.1",
      })
  void theStandardHeaderSaysTheSame(String header, String client) {
    // when
    Forwarding said = Forwarding.of(List.of(header));

    // then
    assertThat(said.client(PEER, PROXIES)).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneListInTheirOrder() {
    // when
    Forwarding said =
        Forwarding.of(List.of("198.51.100.1", "203.0.113.7", "10.0.0.2"), List.of(), List.of());

    // then
    assertThat(said.client(PEER, PROXIES)).isEqualTo("203.0.113.7");
  }

  @Test
  void schemeAndHostAreTakenIfTheyAreSome() {
    // given
    List<String> nobody = List.of();

    // then
    assertThat(Forwarding.of(nobody, List.of("https"), nobody).https()).isTrue();
    assertThat(Forwarding.of(nobody, List.of("https, http"), nobody).https()).isFalse();
    assertThat(Forwarding.of(nobody, nobody, nobody).https()).isNull();
    assertThat(Forwarding.of(nobody, nobody, List.of("queue.example:8443")).host())
        .isEqualTo("queue.example");
    assertThat(Forwarding.of(nobody, nobody, List.of("evil.example, queue.example")).host())
        .isEqualTo("queue.example");
    for (String wrong : List.of("", "a b", "x/y", "x\r\ny: z", "x\"", "a".repeat(254))) {
      assertThat(Forwarding.of(nobody, nobody, List.of(wrong)).host()).isNull();
    }
    assertThat(Forwarding.of(List.of("for=1.2.3.4;proto=https;host=\"q.example:80\"")))
        .isEqualTo(new Forwarding(List.of("1.2.3.4"), true, "q.example"));
  }
}
