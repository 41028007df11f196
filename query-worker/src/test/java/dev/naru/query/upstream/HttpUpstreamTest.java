package dev.naru.query.upstream;

import static dev.naru.query.CountingServer.reply;
import static dev.naru.query.CountingServer.slowly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.naru.model.RawJson;
import dev.naru.query.CountingServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUpstreamTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2025-11-21T10:00:00Z"));
  private static final Question QUESTION =
      new Question(
          UUID.fromString("01932b5e-0000-7000-8000-0000000000a1"),
          UUID.fromString("01932b5e-0000-7000-8000-000000000001"),
          "default",
          new RawJson("{\"text\":\"안녕\"}"),
          2,
          "00-01932b5e000070008000000000000001-0000000000000001-00");

  private static final Duration SHORT = Duration.ofMillis(200);

  private @Nullable CountingServer server;
  private @Nullable HttpUpstream upstream;

  @AfterEach
  void close() {
    if (upstream != null) {
      upstream.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void sendsThePayloadAndSaysWhoseItIs() throws Exception {
    // given
    AtomicReference<String> seen = new AtomicReference<>("");
    HttpUpstream http =
        upstream(
            (call, body) -> {
              seen.set(
                  String.join(
                      "|",
                      call.getRequestMethod(),
                      header(call, "Content-Type"),
                      header(call, "Idempotency-Key"),
                      header(call, "Naru-Query"),
                      header(call, "Naru-Session"),
                      header(call, "Naru-Room"),
                      header(call, "Naru-Attempt"),
                      header(call, "traceparent"),
                      body));
              reply(call, 200, "{\"n\":1.10}");
            });

    // when
    Outcome outcome = http.call(QUESTION, Chunks.NONE);

    // then
    assertThat(outcome).isEqualTo(new Outcome.Answered(new RawJson("{\"n\":1.10}")));
    assertThat(seen.get())
        .isEqualTo(
            "POST|application/json|01932b5e-0000-7000-8000-0000000000a1|01932b5e-0000-7000-8000-0000000000a1|"
                + "01932b5e-0000-7000-8000-000000000001|default|2|"
                + "00-01932b5e000070008000000000000001-0000000000000001-00|{\"text\":\"안녕\"}");
  }

  @Test
  void aBodyThatIsNoJsonBecomesAString() throws Exception {
    // given
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
              byte[] bytes = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
              call.sendResponseHeaders(200, bytes.length);
              call.getResponseBody().write(bytes);
            });

    // when then
    assertThat(http.call(QUESTION, Chunks.NONE))
        .isEqualTo(new Outcome.Answered(new RawJson("\"caf\u00e9\"")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 422, 499})
  void whatTheUpstreamRefusesFailsForGood(int status) throws Exception {
    // when
    Outcome outcome =
        upstream((call, body) -> reply(call, status, "secret".repeat(20_000)))
            .call(QUESTION, Chunks.NONE);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).contains(String.valueOf(status)).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 304, 408, 425, 429, 500, 503, 599})
  void everythingElseIsWorthAnotherAttempt(int status) throws Exception {
    // given
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
              reply(call, status, "");
            });

    // when then
    assertThat(http.call(QUESTION, Chunks.NONE)).isInstanceOf(Outcome.Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "7, PT7S",
    "'Fri, 21 Nov 2025 10:00:30 GMT', PT30S",
    "'Fri, 21 Nov 2025 09:00:00 GMT', PT0S",
    "soon, PT0S",
    "-3, PT0S"
  })
  void theTimeToWaitIsReadInEachForm(String header, Duration expected) throws Exception {
    // given
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Retry-After", header);
              reply(call, 503, "");
            });

    // when then
    assertThat(http.call(QUESTION, Chunks.NONE))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            unavailable -> assertThat(unavailable.retryAfter()).isEqualTo(expected));
  }

  @Test
  void aBodyIsCutOffAtTheLimitAndNotReadToItsEnd() throws Exception {
    // given
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.sendResponseHeaders(200, 0);
              while (true) {
                call.getResponseBody().write(new byte[1024]);
              }
            });

    // when
    Outcome outcome = http.call(QUESTION, Chunks.NONE);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("RESULT_TOO_LARGE"));
    CountingServer counting = server;
    assertThat(counting).isNotNull();
    await().until(() -> counting != null && counting.cutOff() == 1);
  }

  @Test
  void textThatOnlyItsEscapesMakeTooLargeIsTooLarge() throws Exception {
    // when
    Outcome outcome =
        upstream((call, body) -> reply(call, 200, "\u0001".repeat(2_000)))
            .call(QUESTION, Chunks.NONE);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void theEventsOfAStreamAreChunksAsTheyComeAndTheResultIsAllOfIt() throws Exception {
    // given
    SynchronousQueue<String> heard = new SynchronousQueue<>();
    CountDownLatch first = new CountDownLatch(1);
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
              call.sendResponseHeaders(200, 0);
              write(call, "data: 안");
              write(call, "녕\n\n");
              first.await();
              write(call, ": a comment\n\ndata: two\n\ndata: [DONE]\n\n");
            });
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    // when
    Thread.ofVirtual().start(() -> outcome.complete(call(http, heard)));

    // then: the first is here before the server has said the second
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("안녕");
    first.countDown();
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("two");
    assertThat(outcome.get())
        .isEqualTo(
            new Outcome.Answered(
                new RawJson(
                    "\"data: 안녕\\n\\n: a comment\\n\\ndata: two\\n\\ndata: [DONE]\\n\\n\"")));
  }

  @Test
  void theTextOfABodyOfUnknownLengthIsChunksAndEachCharacterComesWhole() throws Exception {
    // given
    byte[] body = "{\"a\":\"😀나루\"}".getBytes(StandardCharsets.UTF_8);
    HttpUpstream http =
        upstream(
            (call, question) -> {
              call.sendResponseHeaders(200, 0);
              for (byte each : body) {
                call.getResponseBody().write(each);
                call.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(2);
              }
            });
    List<String> heard = new ArrayList<>();

    // when
    Outcome outcome = http.call(QUESTION, heard::add);

    // then
    assertThat(outcome).isEqualTo(new Outcome.Answered(new RawJson("{\"a\":\"😀나루\"}")));
    assertThat(heard).hasSizeGreaterThan(1).doesNotContain("");
    assertThat(String.join("", heard)).isEqualTo("{\"a\":\"😀나루\"}");
  }

  @Test
  void aBodyOfKnownLengthAndAnErrorAreNoChunks() throws Exception {
    // given
    List<String> heard = new ArrayList<>();
    AtomicReference<Integer> status = new AtomicReference<>(200);
    HttpUpstream http =
        upstream(
            (call, body) -> {
              if (status.get() == 200) {
                reply(call, 200, "1");
              } else {
                call.sendResponseHeaders(status.get(), 0);
                write(call, "went wrong");
              }
            });

    // when
    assertThat(http.call(QUESTION, heard::add)).isInstanceOf(Outcome.Answered.class);
    status.set(500);
    assertThat(http.call(QUESTION, heard::add)).isInstanceOf(Outcome.Unavailable.class);

    // then
    assertThat(heard).isEmpty();
  }

  @Test
  void aStreamThatBreaksIsWorthAnotherAttempt() throws Exception {
    // given
    List<String> heard = new ArrayList<>();
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.sendResponseHeaders(200, 100);
              write(call, "only so much");
            });

    // when
    Outcome outcome = http.call(QUESTION, heard::add);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            it -> assertThat(it.problem().code()).isEqualTo("UPSTREAM_UNAVAILABLE"));
  }

  @Test
  void aStreamIsCutOffAtTheLimitWhileItComes() throws Exception {
    // given
    AtomicLong heard = new AtomicLong();
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Content-Type", "text/event-stream");
              call.sendResponseHeaders(200, 0);
              while (true) {
                write(call, "data: 0123456789\n\n");
              }
            });

    // when
    Outcome outcome = http.call(QUESTION, data -> heard.addAndGet(data.length()));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("RESULT_TOO_LARGE"));
    assertThat(heard.get()).isLessThan(10_000);
    CountingServer counting = server;
    await().until(() -> counting != null && counting.cutOff() == 1);
  }

  @Test
  void anAnswerWhoseHeadDoesNotComeInTimeIsGivenUp() throws Exception {
    // given
    CountDownLatch over = new CountDownLatch(1);
    HttpUpstream http =
        upstream(
            (call, body) -> {
              over.await();
              call.sendResponseHeaders(200, 0);
              while (true) {
                write(call, "late");
              }
            },
            new Patience(SHORT, null));

    // when
    Outcome outcome = http.call(QUESTION, Chunks.NONE);

    // then
    isTooSlow(outcome, "FIRST_BYTE_TIMED_OUT");
    over.countDown();
    CountingServer counting = server;
    await().until(() -> counting != null && counting.cutOff() == 1);
  }

  @Test
  void anAnswerWhoseFirstByteDoesNotComeInTimeIsGivenUp() throws Exception {
    // given
    CountDownLatch over = new CountDownLatch(1);
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.sendResponseHeaders(200, 0);
              call.getResponseBody().flush();
              over.await();
            },
            new Patience(SHORT, null));

    // when
    Outcome outcome = http.call(QUESTION, Chunks.NONE);

    // then
    isTooSlow(outcome, "FIRST_BYTE_TIMED_OUT");
    over.countDown();
  }

  @Test
  void anAnswerThatPausesForTooLongIsGivenUp() throws Exception {
    // given
    CountDownLatch over = new CountDownLatch(1);
    HttpUpstream http =
        upstream(
            (call, body) -> {
              call.sendResponseHeaders(200, 0);
              write(call, "a");
              over.await();
            },
            new Patience(null, SHORT));

    // when
    Outcome outcome = http.call(QUESTION, Chunks.NONE);

    // then
    isTooSlow(outcome, "CHUNK_TIMED_OUT");
    over.countDown();
  }

  @Test
  void anAnswerThatComesSteadilyMayTakeLongerThanAnyPieceOfIt() throws Exception {
    // given
    Duration most = Duration.ofMillis(400);
    HttpUpstream http =
        upstream((call, body) -> slowly(call, 1_000, "1"), new Patience(most, most));

    // when then
    assertThat(http.call(QUESTION, Chunks.NONE)).isEqualTo(new Outcome.Answered(new RawJson("1")));
  }

  private static void isTooSlow(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            it -> {
              assertThat(it.problem().code()).isEqualTo(code);
              assertThat(it.problem().detail()).contains("within 200 ms");
            });
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    // given
    try (CountingServer elsewhere = new CountingServer((call, body) -> reply(call, 200, "1"))) {
      HttpUpstream http =
          upstream(
              (call, body) -> {
                call.getResponseHeaders().set("Location", elsewhere.url().toString());
                reply(call, 307, "");
              });

      // when
      Outcome outcome = http.call(QUESTION, Chunks.NONE);

      // then
      assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
      assertThat(elsewhere.most()).isZero();
    }
  }

  @Test
  void anInterruptClosesTheConnection() throws Exception {
    // given
    HttpUpstream http = upstream((call, body) -> slowly(call, 60_000, "1"));
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    http.call(QUESTION, Chunks.NONE);
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });
    CountingServer counting = server;
    await().until(() -> counting != null && counting.open() == 1);

    // when
    caller.interrupt();

    // then
    interrupted.await();
    await().until(() -> counting != null && counting.cutOff() == 1 && counting.open() == 0);
  }

  @Test
  void nobodyThereIsWorthAnotherAttempt() throws Exception {
    // given
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    upstream =
        new HttpUpstream(URI.create("http://127.0.0.1:" + port), 1024, Patience.ENDLESS, NOW);

    // when then
    assertThat(upstream.call(QUESTION, Chunks.NONE)).isInstanceOf(Outcome.Unavailable.class);
  }

  private static Outcome call(HttpUpstream http, SynchronousQueue<String> heard) {
    try {
      return http.call(
          QUESTION,
          data -> {
            try {
              heard.put(data);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (InterruptedException e) {
      return new Outcome.Aborted();
    }
  }

  private static void write(HttpExchange call, String text) throws IOException {
    call.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    call.getResponseBody().flush();
  }

  private HttpUpstream upstream(CountingServer.Answer answer) {
    return upstream(answer, Patience.ENDLESS);
  }

  private HttpUpstream upstream(CountingServer.Answer answer, Patience patience) {
    server = new CountingServer(answer);
    upstream = new HttpUpstream(server.url(), 10_000, patience, NOW);
    return upstream;
  }

  private static String header(HttpExchange call, String name) {
    return String.valueOf(call.getRequestHeaders().getFirst(name));
  }
}
