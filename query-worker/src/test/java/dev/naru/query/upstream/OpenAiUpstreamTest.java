package dev.naru.query.upstream;

import static dev.naru.query.CountingServer.reply;
import static dev.naru.query.upstream.Streams.begin;
import static dev.naru.query.upstream.Streams.event;
import static dev.naru.query.upstream.Streams.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.naru.model.RawJson;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.query.CountingServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenAiUpstreamTest {
  private static final String KEY = "sk-very-secret-0123456789";
  private static final String ASK = "{\"messages\":[],\"stream\":true}";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> heard = new ArrayList<>();
  private @Nullable CountingServer server;
  private @Nullable OpenAiUpstream upstream;

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
  void asksWithTheKeyAndTheModelAndAnswersWithTheBody() throws Exception {
    // given
    AtomicReference<String> seen = new AtomicReference<>("");
    String completion =
        "{\"choices\":[{\"message\":{\"content\":\"1.10\"}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              seen.set(
                  String.join(
                      "|",
                      call.getRequestURI().getPath(),
                      header(call, "Authorization"),
                      header(call, "Accept"),
                      header(call, "Naru-Attempt"),
                      body));
              reply(call, 200, completion);
            });

    // when
    Outcome outcome = ask(openai, "{\"temperature\":0.10,\"text\":\"안\\ud800\"}");

    // then
    assertThat(outcome).isEqualTo(new Outcome.Answered(new RawJson(completion)));
    assertThat(seen.get())
        .isEqualTo(
            "/answer/chat/completions|Bearer "
                + KEY
                + "|application/json|2|{\"temperature\":0.10,\"text\":\"\\uC548\\uD800\",\"model\":\"small\"}");
    assertThat(heard).isEmpty();
    assertThat(tokens("prompt")).isEqualTo(7);
    assertThat(tokens("completion")).isEqualTo(3);
    assertThat(meters.get("naru.upstream.tokens.per.second").summary().count()).isEqualTo(1);
  }

  @Test
  void eachEventOfAStreamIsAChunkWhileItComesAndTheResultIsOneCompletion() throws Exception {
    // given
    CountDownLatch first = new CountDownLatch(1);
    String one = delta("{\"role\":\"assistant\",\"content\":\"안\"}", "null");
    String two = delta("{\"content\":\"녕\"}", "null");
    String end = delta("{}", "\"stop\"");
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, one);
              first.await();
              event(call, two);
              event(call, end);
              event(
                  call, "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}");
              event(call, "[DONE]");
            });
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    // when
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                outcome.complete(
                    openai.call(
                        question(ASK),
                        data -> {
                          heard.add(data);
                          first.countDown();
                        }));
              } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
              }
            });

    // then: the client did not ask for the usage
    assertThat(result(outcome.get()))
        .isEqualTo(
            json(
                "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":5,\"model\":\"small\",\"choices\":["
                    + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"안녕\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"));
    assertThat(heard).containsExactly(one, two, end);
    assertThat(tokens("completion")).isEqualTo(2);
    assertThat(meters.get("naru.upstream.first.token").timer().count()).isEqualTo(1);
  }

  @Test
  void whoAsksForTheUsageSeesIt() throws Exception {
    // given
    String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}";
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, usage);
              event(call, "[DONE]");
            });

    // when
    Outcome outcome = ask(openai, "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

    // then
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    assertThat(heard).containsExactly(usage);
  }

  @Test
  void aConnectionIsUsedAgainAfterAStreamAndAfterAnError() throws Exception {
    // given
    List<Integer> ports = new ArrayList<>();
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              ports.add(call.getRemoteAddress().getPort());
              if (ports.size() == 2) {
                reply(call, 500, "{}");
              } else {
                begin(call);
                event(call, delta("{\"content\":\"a\"}", "\"stop\""));
                event(call, "[DONE]");
              }
            });

    // when
    for (int i = 0; i < 3; i++) {
      var unused = ask(openai, ASK);
    }

    // then
    assertThat(ports).hasSize(3);
    assertThat(Set.copyOf(ports)).hasSize(1);
  }

  @Test
  void afterTheLastEventNobodyWaitsForTheEndOfTheBody() throws Exception {
    // given
    CountDownLatch over = new CountDownLatch(1);
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, delta("{\"content\":\"a\"}", "\"stop\""));
              event(call, "[DONE]");
              over.await();
            });

    // when
    Outcome outcome = ask(openai, ASK);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    over.countDown();
  }

  @Test
  void aStreamThatEndsWithoutItsLastEventHasEndedIfItSaidWhy() throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, delta("{\"content\":\"a\"}", "\"stop\""));
            });

    // when then
    assertThat(ask(openai, ASK)).isInstanceOf(Outcome.Answered.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]} | it ended early",
        "{\"error\":{\"message\":\"out of memory, said sk-very-secret-0123456789\"}} | it ended with an error: out of memory, said ***",
        "no JSON | it holds something else than JSON objects",
        "[] | it holds something else than JSON objects"
      })
  void aStreamThatBreaksAfterAPieceHasFailedForGood(String last, String how) throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, delta("{\"content\":\"a\"}", "null"));
              event(call, last);
            });

    // when
    Outcome outcome = ask(openai, ASK);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Broken.class,
            failed -> {
              assertThat(failed.problem().code()).isEqualTo("STREAM_BROKEN");
              assertThat(failed.problem().detail()).endsWith("but " + how);
            });
    assertThat(heard).isNotEmpty().doesNotContain(last.contains("error") ? last : "");
  }

  @Test
  void aConnectionThatBreaksAfterAPieceHasFailedForGoodToo() throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              call.getResponseHeaders().set("Content-Type", "text/event-stream");
              call.sendResponseHeaders(200, 10_000);
              event(call, delta("{\"content\":\"a\"}", "null"));
            });

    // when
    Outcome outcome = ask(openai, ASK);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Broken.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("STREAM_BROKEN"));
    assertThat(heard).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamThatPausesForTooLongHasFailedForGoodIfItHasSpoken(boolean spoken) throws Exception {
    // given
    CountDownLatch over = new CountDownLatch(1);
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              write(call, ": hello\n\n");
              if (spoken) {
                event(call, delta("{\"content\":\"a\"}", "null"));
              }
              over.await();
            });

    // when
    Outcome outcome = ask(openai, ASK);

    // then
    assertThat(outcome.toString()).contains("CHUNK_TIMED_OUT", "within 300 ms");
    assertThat(outcome).isInstanceOf(spoken ? Outcome.Broken.class : Outcome.Unavailable.class);
    over.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"error\":{\"message\":\"loading\"}}", "no JSON"})
  void aStreamThatBreaksBeforeAnyPieceIsWorthAnotherAttempt(String only) throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              event(call, only);
            });

    // when then
    assertThat(ask(openai, ASK)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":{\"message\":\"no such model\\n'x'\"}} | 400: no such model 'x'",
        "401 | {\"error\":{\"message\":\"wrong key sk-very-secret-0123456789!\"}} | 401: wrong key ***!",
        "404 | {\"error\":\"model not found\"} | 404: model not found",
        "422 | {\"message\":\"too long\"} | 422: too long",
        "404 | <html>sk-very-secret-0123456789</html> | 404",
        "503 | {\"error\":{\"message\":\"busy\"}} | 503: busy"
      })
  void theMessageOfAnErrorIsInTheDetailWithoutTheKey(int status, String body, String detail)
      throws Exception {
    // when
    Outcome outcome = ask(upstream((call, asked) -> reply(call, status, body)), ASK);

    // then
    String found =
        outcome instanceof Outcome.Failed failed
            ? failed.problem().detail()
            : ((Outcome.Unavailable) outcome).problem().detail();
    assertThat(found).endsWith("but it answered " + detail).doesNotContain(KEY);
    assertThat(outcome instanceof Outcome.Failed).isEqualTo(status != 503);
  }

  @Test
  void aLongMessageIsCutShort() throws Exception {
    // given
    String body = "{\"error\":{\"message\":\"" + (KEY + " ").repeat(1_000) + "\"}}";

    // when
    Outcome outcome = ask(upstream((call, asked) -> reply(call, 400, body)), ASK);

    // then
    assertThat(outcome.toString()).hasSizeLessThan(600).doesNotContain("sk-very");
  }

  @Test
  void aCompletionThatGrowsTooLargeIsCutOffWhileItComes() throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              while (true) {
                event(call, delta("{\"content\":\"0123456789\"}", "null"));
              }
            });

    // when
    Outcome outcome = ask(openai, ASK);

    // then
    isTooLarge(outcome);
    assertThat(heard).hasSizeLessThan(1_000);
    CountingServer counting = server;
    await().until(() -> counting != null && counting.cutOff() == 1);
  }

  @Test
  void anEventThatDoesNotEndIsCutOffToo() throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              write(call, "data: ");
              while (true) {
                write(call, "0123456789");
              }
            });

    // when then
    isTooLarge(ask(openai, ASK));
    assertThat(heard).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsCutOff() throws Exception {
    // given
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              call.sendResponseHeaders(200, 0);
              while (true) {
                write(call, "0123456789");
              }
            });

    // when then
    isTooLarge(ask(openai, "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"text\"", "[]"})
  void aPayloadThatIsNoRequestIsNotSent(String payload) throws Exception {
    // when
    Outcome outcome = ask(upstream((call, body) -> reply(call, 200, "1")), payload);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("PAYLOAD_INVALID"));
    CountingServer counting = server;
    assertThat(counting == null ? 1 : counting.most()).isZero();
  }

  @Test
  void aRedirectIsNotFollowedAndTheKeyStaysHere() throws Exception {
    // given
    try (CountingServer elsewhere = new CountingServer((call, body) -> reply(call, 200, "1"))) {
      OpenAiUpstream openai =
          upstream(
              (call, body) -> {
                call.getResponseHeaders().set("Location", elsewhere.url().toString());
                reply(call, 308, "");
              });

      // when
      Outcome outcome = ask(openai, ASK);

      // then
      assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
      assertThat(elsewhere.most()).isZero();
    }
  }

  @Test
  void anInterruptClosesTheStream() throws Exception {
    // given
    CountDownLatch spoken = new CountDownLatch(1);
    OpenAiUpstream openai =
        upstream(
            (call, body) -> {
              begin(call);
              while (true) {
                write(call, ": still there\n\n");
                Thread.sleep(10);
              }
            });
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  spoken.countDown();
                  try {
                    outcome.complete(openai.call(question(ASK), heard::add));
                  } catch (InterruptedException e) {
                    outcome.complete(new Outcome.Aborted());
                  }
                });
    CountingServer counting = server;
    await().until(() -> counting != null && counting.open() == 1);

    // when
    caller.interrupt();

    // then
    assertThat(outcome.get()).isInstanceOf(Outcome.Aborted.class);
    await().until(() -> counting != null && counting.cutOff() == 1);
  }

  private static void isTooLarge(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo("RESULT_TOO_LARGE"));
  }

  private double tokens(String kind) {
    return meters.get("naru.upstream.tokens").tag("kind", kind).counter().count();
  }

  private static String delta(String delta, String finish) {
    return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"small\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
        .formatted(delta, finish);
  }

  private static JsonNode result(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return json(((Outcome.Answered) outcome).result().text());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private Outcome ask(OpenAiUpstream openai, String payload) throws InterruptedException {
    return openai.call(question(payload), heard::add);
  }

  private static Question question(String payload) {
    return new Question(
        UUID.randomUUID(), UUID.randomUUID(), "default", new RawJson(payload), 2, "00-0-0-00");
  }

  private OpenAiUpstream upstream(CountingServer.Answer answer) {
    server = new CountingServer(answer);
    UpstreamSettings settings =
        new UpstreamSettings(
            UpstreamKind.OPENAI,
            URI.create(server.url() + "/"),
            Duration.ofSeconds(60),
            "small",
            null,
            "LLM_KEY",
            null,
            Duration.ofMillis(300));
    upstream =
        new OpenAiUpstream(
            settings,
            new ApiKey(KEY),
            10_000,
            new UpstreamMetrics(meters, "default"),
            InstantSource.system());
    return upstream;
  }

  private static String header(HttpExchange call, String name) {
    return String.valueOf(call.getRequestHeaders().getFirst(name));
  }
}
