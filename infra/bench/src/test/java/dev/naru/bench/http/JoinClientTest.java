package dev.naru.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinClientTest {
  private final Set<String> bodies = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private boolean closing;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext(
        "/v1/rooms/default/sessions",
        exchange -> {
          try (exchange) {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            byte[] answer = "{}".repeat(700).getBytes(StandardCharsets.US_ASCII);
            if (closing) {
              exchange.getResponseHeaders().set("Connection", "close");
            }
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    threads.close();
  }

  private JoinClient client(int expectedStatus) {
    return new JoinClient(
        server.getAddress(), new JoinRequest("h", "default", "k-", 7, 0), expectedStatus);
  }

  @Test
  void aBurstIsOneRequestOfEachUser() throws IOException {
    // when
    Round round = client(202).burst(50);

    // then
    assertThat(round.latencies().count()).isEqualTo(50);
    assertThat(bodies)
        .hasSize(50)
        .contains("{\"userKey\":\"k-000000000007\"}", "{\"userKey\":\"k-000000000056\"}");
  }

  @Test
  void aClosedLoopKeepsItsConnectionsBusyUntilItsTimeIsOver() throws IOException {
    // when
    Round round = client(202).closedLoop(4, Duration.ofMillis(300));

    // then
    assertThat(round.latencies().count()).isGreaterThan(20).isEqualTo(bodies.size());
    assertThat(round.others() + round.reconnections()).isZero();
    assertThat(round.nanos()).isGreaterThanOrEqualTo(300_000_000);
  }

  @Test
  void aClosedConnectionIsMadeAnew() throws IOException {
    // given
    closing = true;

    // when
    Round round = client(202).closedLoop(2, Duration.ofMillis(200));

    // then
    assertThat(round.reconnections()).isEqualTo(round.latencies().count()).isPositive();
  }

  @Test
  void anotherStatusIsNoAnswerThatCounts() throws IOException {
    // when
    Round round = client(201).burst(3);

    // then
    assertThat(round.latencies().count()).isZero();
    assertThat(round.others()).isEqualTo(3);
  }

  @Test
  void aResponseMayComeInPieces() {
    // given
    byte[] bytes =
        "HTTP/1.1 201 \r\nA: b\r\ncontent-LENGTH: 3\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII);
    ResponseReader reader = new ResponseReader();
    ByteBuffer read = ByteBuffer.allocate(100);

    // when
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(reader.isComplete(read.put(bytes[i]))).isFalse();
    }

    // then
    assertThat(reader.isComplete(read.put(bytes[bytes.length - 1]))).isTrue();
    assertThat(reader.status()).isEqualTo(201);
    assertThat(reader.isLast()).isFalse();
  }

  @Test
  void aResponseWithoutLengthIsAnError() {
    ByteBuffer read = ByteBuffer.allocate(100);
    read.put("HTTP/1.1 200 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> new ResponseReader().isComplete(read))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void percentilesAreValuesAtTheNearestRank() {
    // given
    Latencies latencies = new Latencies();
    for (int millis = 100; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }

    // when, then
    assertThat(latencies.millis(50)).isEqualTo(50);
    assertThat(latencies.millis(99)).isEqualTo(99);
    assertThat(latencies.millis(100)).isEqualTo(100);
  }
}
