package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One slot: its record tells a call too many from one whose caller has hung up. */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class CountingUpstreamTest {
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private CountingUpstream upstream;

  @BeforeEach
  void open() throws IOException {
    upstream = new CountingUpstream(1);
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  private Socket ask(UUID query, int attempt, long delayMillis) throws IOException {
    String body = "{\"delayMillis\":" + delayMillis + "}";
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port());
    String request =
        "POST /answer HTTP/1.1\r\nContent-Length: %d\r\nNaru-Query: %s\r\nNaru-Attempt: %d\r\n\r\n%s"
            .formatted(body.length(), query, attempt, body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void oneAfterTheOtherIsAnswered() throws IOException {
    // when
    try (Socket first = ask(FIRST, 1, 50)) {
      assertThat(answer(first)).startsWith("HTTP/1.1 200").endsWith("{\"answer\":42}");
    }
    try (Socket second = ask(SECOND, 1, 50)) {
      assertThat(answer(second)).endsWith("{\"answer\":42}");
    }

    // then
    assertThat(upstream.takeBroken()).isEmpty();
    assertThat(upstream.mostAtOnce()).isEqualTo(1);
    assertThat(upstream.wasAsked(SECOND)).isTrue();
  }

  @Test
  void aCallTooManyIsFound() throws IOException {
    // given
    try (Socket first = ask(FIRST, 1, 2_000)) {
      await().until(() -> upstream.wasAsked(FIRST) && upstream.mostAtOnce() == 1);

      // when
      try (Socket second = ask(SECOND, 1, 10)) {
        assertThat(answer(second)).endsWith("{\"answer\":42}");
      }

      // then
      assertThat(upstream.takeBroken()).singleElement().asString().contains(FIRST + "#1");
      assertThat(upstream.mostAtOnce()).isEqualTo(2);
      assertThat(first.isConnected()).isTrue();
    }
  }

  @Test
  void aCallWhoseCallerHungUpIsOver() throws IOException {
    // given
    try (Socket first = ask(FIRST, 1, 20_000)) {
      await().until(() -> upstream.wasAsked(FIRST) && upstream.mostAtOnce() == 1);
      first.shutdownOutput();
    }

    // when
    try (Socket again = ask(FIRST, 2, 10)) {
      assertThat(answer(again)).endsWith("{\"answer\":42}");
    }

    // then
    assertThat(upstream.takeBroken()).isEmpty();
  }

  @Test
  void anAttemptThatIsMadeTwiceIsFound() throws IOException {
    // when
    for (int i = 0; i < 2; i++) {
      try (Socket same = ask(FIRST, 1, 10)) {
        assertThat(answer(same)).endsWith("{\"answer\":42}");
      }
    }

    // then
    assertThat(upstream.takeBroken()).singleElement().asString().contains("made twice");
  }
}
