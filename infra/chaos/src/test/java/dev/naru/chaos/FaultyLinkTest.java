package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.chaos.FaultyLink.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Before a server that answers each byte with that byte. */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class FaultyLinkTest {
  private final AtomicInteger done = new AtomicInteger();
  private ServerSocket server;
  private FaultyLink link;
  private Socket client;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    link = new FaultyLink(server.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), link.port());
    client.setSoTimeout(500);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    link.close();
    server.close();
  }

  private void serve() {
    try (Socket caller = server.accept()) {
      for (int asked = caller.getInputStream().read(); asked >= 0; ) {
        done.incrementAndGet();
        caller.getOutputStream().write(asked);
        asked = caller.getInputStream().read();
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private int ask(int question) throws IOException {
    client.getOutputStream().write(question);
    return client.getInputStream().read();
  }

  @Test
  void whenItIsGoodItAnswers() throws IOException {
    assertThat(ask(7)).isEqualTo(7);
  }

  @Test
  void whenItIsSilentNothingComesBackUntilItIsGoodAgain() throws IOException {
    // when
    link.become(Mode.SILENT);

    // then
    assertThatThrownBy(() -> ask(7)).isInstanceOf(SocketTimeoutException.class);
    assertThat(done).hasValue(1);
    link.become(Mode.GOOD);
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void whenItRefusesWhoeverIsInIsPutOutAndNobodyIsLetIn() throws IOException {
    // given
    assertThat(ask(7)).isEqualTo(7);

    // when
    link.become(Mode.REFUSING);

    // then
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    try (Socket other = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      other.setSoTimeout(5_000);
      assertThat(other.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(done).hasValue(1);
  }

  @Test
  void whenItLosesAnswersTheWorkIsDoneAndTheConnectionBreaks() throws IOException {
    // when
    link.become(Mode.LOSING_ANSWERS);

    // then
    assertThat(ask(7)).isEqualTo(-1);
    assertThat(done).hasValue(1);
  }

  @Test
  void whenItIsSlowItAnswersLater() throws IOException {
    // given
    link.become(Mode.SLOW);

    // when
    long begun = System.nanoTime();
    int answer = ask(7);

    // then
    assertThat(answer).isEqualTo(7);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(100_000_000);
  }
}
