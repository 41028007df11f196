package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.naru.model.ByteSize;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.ViewKeys;
import dev.naru.query.CountingServer;
import dev.naru.query.Log;
import dev.naru.query.TestBed;
import dev.naru.query.chunk.RedisChunks;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Pieces of answers in Redis while their queries run, and whole results in the log. */
class ChunksIT {
  private static final AtomicInteger POOLS = new AtomicInteger();

  private final String pool = "chunks-" + POOLS.incrementAndGet();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Log log;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void connect() {
    log = opened(new Log(Topics.COMMANDS));
    RedisClient client = RedisClient.create(TestBed.connections().redis());
    open.add(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
    redis = client.connect().sync();
    TestBed.createTopic(Topics.slots(pool), 1, Map.of());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable it : open.reversed()) {
      it.close();
    }
  }

  @Test
  void theFirstPieceIsReadWhileTheQueryRuns() throws Exception {
    // given
    CountDownLatch seen = new CountDownLatch(1);
    worker(
        (call, body) -> {
          beginStream(call);
          write(call, "data: one\n\n");
          seen.await();
          write(call, "data: two\n\n");
        });

    // when
    UUID query = assign("{}");

    // then
    await().until(() -> stream(query).size() == 1);
    assertThat(log.finishes(query)).isEmpty();
    seen.countDown();
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(stream(query))
        .extracting(it -> it.getBody().toString())
        .containsExactly("{attempt=1, index=0, data=one}", "{attempt=1, index=1, data=two}");
    assertThat(log.finishes(query).getFirst().result())
        .isEqualTo(new RawJson("\"data: one\\n\\ndata: two\\n\\n\""));
  }

  @Test
  void aFurtherAttemptCountsAnew() throws Exception {
    // given
    AtomicInteger calls = new AtomicInteger();
    worker(
        (call, body) -> {
          boolean first = calls.getAndIncrement() == 0;
          call.getResponseHeaders().set("Content-Type", "text/event-stream");
          call.sendResponseHeaders(200, first ? 1_000 : 0);
          write(call, first ? "data: lost\n\ndata: lost too\n\n" : "data: anew\n\n");
        });

    // when
    UUID query = assign("{}");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query))
        .extracting(FinishQuery::outcome, FinishQuery::attempt)
        .containsExactly(tuple(QueryState.SUCCEEDED, 2));
    assertThat(stream(query))
        .extracting(it -> it.getBody().toString())
        .containsExactly("{attempt=2, index=0, data=anew}");
  }

  @Test
  void aStreamedCompletionIsInRedisPieceByPieceAndInTheLogAsAWhole() {
    // given
    String piece =
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
    openai(
        3,
        (call, body) -> {
          beginStream(call);
          write(call, "data: " + piece + "\n\n");
          write(
              call,
              "data: {\"choices\":[],\"usage\":{\"completion_tokens\":1}}\n\ndata: [DONE]\n\n");
        });

    // when
    UUID query = assign("{\"messages\":[],\"stream\":true}");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(String.valueOf(log.finishes(query).getFirst().result()))
        .contains("\"object\":\"chat.completion\"", "\"content\":\"hi\"", "completion_tokens");
    assertThat(stream(query)).extracting(it -> it.getBody().get("data")).containsExactly(piece);
  }

  @Test
  void aStreamThatBreaksAfterAPieceIsNotTriedAgain() {
    // given
    openai(
        3,
        (call, body) -> {
          beginStream(call);
          write(call, "data: {\"choices\":[]}\n\n");
        });

    // when
    UUID query = assign("{\"stream\":true}");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(log.finishes(query))
        .extracting(FinishQuery::outcome, FinishQuery::attempt)
        .containsExactly(tuple(QueryState.FAILED, 1));
    assertThat(String.valueOf(log.finishes(query).getFirst().error())).contains("STREAM_BROKEN");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 503})
  @ExtendWith(OutputCaptureExtension.class)
  void theKeyIsWithTheUpstreamAndNowhereElse(int status, CapturedOutput output) {
    // given
    String key = TestWorker.KEYS.getOrDefault("LLM_KEY", "");
    AtomicReference<String> seen = new AtomicReference<>("");
    Log letters = opened(new Log(Topics.DEAD_LETTERS));
    openai(
        1,
        (call, body) -> {
          seen.set(call.getRequestHeaders().getFirst("Authorization"));
          CountingServer.reply(
              call, status, "{\"error\":{\"message\":\"" + key + " is not welcome\"}}");
        });

    // when
    UUID query = assign("{}");

    // then
    await().until(() -> !log.finishes(query).isEmpty());
    assertThat(seen.get()).isEqualTo("Bearer " + key);
    assertThat(String.valueOf(log.finishes(query).getFirst().error()))
        .contains(status + ": *** is not welcome")
        .doesNotContain(key);
    boolean dies = status == 503;
    await().until(() -> letters.records().isEmpty() != dies);
    assertThat(log.records())
        .noneMatch(it -> it.toString().contains(key) || holds(it.value(), key));
    assertThat(letters.records())
        .noneMatch(
            it ->
                holds(it.value(), key)
                    || Arrays.stream(it.headers().toArray())
                        .anyMatch(header -> holds(header.value(), key)));
    assertThat(output.getAll()).doesNotContain(key);
  }

  private static boolean holds(byte[] value, String text) {
    return value != null && new String(value, StandardCharsets.UTF_8).contains(text);
  }

  private void worker(CountingServer.Answer answer) {
    CountingServer upstream = opened(new CountingServer(answer));
    start(3, UpstreamSettings.of(UpstreamKind.HTTP, upstream.url(), Duration.ofSeconds(60)));
  }

  private void openai(int attempts, CountingServer.Answer answer) {
    CountingServer upstream = opened(new CountingServer(answer));
    start(
        attempts,
        new UpstreamSettings(
            UpstreamKind.OPENAI,
            upstream.url(),
            Duration.ofSeconds(60),
            "small",
            null,
            "LLM_KEY",
            null,
            null));
  }

  private void start(int attempts, UpstreamSettings upstream) {
    RedisChunks chunks =
        opened(new RedisChunks(TestBed.connections().redis(), new SimpleMeterRegistry()));
    PoolSettings settings =
        new PoolSettings(
            1,
            1,
            attempts,
            Duration.ZERO,
            ByteSize.ofKilobytes(512),
            WhenUnavailable.HOLD,
            upstream);
    opened(
        TestWorker.start(TestBed.connections().kafka(), pool, settings, chunks.of(pool, 1 << 20)));
  }

  private UUID assign(String payload) {
    UUID query = UUID.randomUUID();
    SlotAssignment assignment =
        new SlotAssignment(
            query, UUID.randomUUID(), "default", pool, 0, new RawJson(payload), 60_000);
    log.write(Topics.slots(pool), 0, Log.WIRE.encode(assignment));
    return query;
  }

  private List<StreamMessage<String, String>> stream(UUID query) {
    return redis.xrange(new ViewKeys(0).chunks(query), Range.unbounded());
  }

  private static void beginStream(HttpExchange call) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/event-stream");
    call.sendResponseHeaders(200, 0);
  }

  private static void write(HttpExchange call, String text) throws IOException {
    call.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    call.getResponseBody().flush();
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }
}
