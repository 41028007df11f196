package dev.naru.query.upstream;

import dev.naru.model.RawJson;
import dev.naru.query.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one streamed chat completion: its events are chunks as they come, its result is all of them
 * put together. Once a reader may have seen a piece, another attempt would tell the story twice: a
 * stream that breaks then has failed for good.
 */
final class ChatStream {
  private final ChatRequest request;
  private final Chunks chunks;
  private final ApiKey key;
  private final long maxResult;
  private final UpstreamMetrics metrics;
  private final long began;
  private final EventStream events = new EventStream(this::hear);
  private final ChatCompletion completion = new ChatCompletion();
  private boolean spoken;
  private boolean done;
  private long firstToken;
  private @Nullable Outcome failure;

  /**
   * @param began when the call did, as {@link System#nanoTime} has it
   */
  ChatStream(
      ChatRequest request,
      Chunks chunks,
      ApiKey key,
      long maxResult,
      UpstreamMetrics metrics,
      long began) {
    this.request = request;
    this.chunks = chunks;
    this.key = key;
    this.maxResult = maxResult;
    this.metrics = metrics;
    this.began = began;
  }

  /** Reads to the end of the stream. */
  Outcome read(HttpAnswer answer) throws InterruptedException {
    TextDecoder decoder = new TextDecoder(answer.charset());
    try {
      for (byte[] bytes = answer.next(); bytes != null; bytes = answer.next()) {
        events.accept(decoder.decode(bytes));
        if (isTooLarge()) {
          return tooLarge();
        }
        if (failure != null) {
          return failure;
        }
        if (done) {
          answer.settle();
          return result();
        }
      }
    } catch (IOException e) {
      return e instanceof SlowAnswerException slow
          ? broken(slow.problem())
          : broken("its connection broke");
    }
    events.end();
    return ended();
  }

  private boolean isTooLarge() {
    return completion.size() > maxResult || events.pending() > maxResult;
  }

  private Outcome tooLarge() {
    return new Outcome.Failed(ResultLimit.exceeded(maxResult));
  }

  private void hear(String data) {
    if (done || failure != null) {
      return;
    }
    if (data.equals(Cutter.DONE)) {
      done = true;
    } else if (parsed(data) instanceof ObjectNode chunk) {
      add(chunk, data);
    } else {
      failure = broken("it holds something else than JSON objects");
    }
  }

  private static @Nullable JsonNode parsed(String data) {
    try {
      return JsonMapper.shared().readTree(data);
    } catch (JacksonException e) {
      return null;
    }
  }

  private void add(ObjectNode chunk, String data) {
    if (chunk.hasNonNull("error")) {
      failure = broken("it ended with an error: " + ErrorWords.of(chunk, key));
      return;
    }
    completion.add(chunk);
    if (firstToken == 0 && completion.hasBegun()) {
      firstToken = System.nanoTime();
      metrics.firstToken(Duration.ofNanos(firstToken - began));
    }
    if (!isTooLarge() && (request.wantsUsage() || !isUsage(chunk))) {
      spoken = true;
      chunks.accept(data);
    }
  }

  /** The last chunk, which only those get who ask for it: others look for a choice in each. */
  private static boolean isUsage(ObjectNode chunk) {
    return chunk.path("usage").isObject() && chunk.path("choices").isEmpty();
  }

  private Outcome ended() {
    if (failure != null) {
      return failure;
    }
    return done || completion.isFinished() ? result() : broken("it ended early");
  }

  private Outcome broken(String how) {
    return broken(
        Problem.of(
            spoken ? "STREAM_BROKEN" : "UPSTREAM_FAILED",
            "Expected a stream to its end from the upstream, but " + how));
  }

  private Outcome broken(Problem problem) {
    return spoken ? new Outcome.Broken(problem) : new Outcome.Unavailable(problem, Duration.ZERO);
  }

  private Outcome result() {
    JsonNode usage = completion.usage();
    if (usage.isObject()) {
      long from = firstToken == 0 ? began : firstToken;
      metrics.used(usage, Duration.ofNanos(System.nanoTime() - from));
    }
    RawJson result = JsonText.valueOf(completion.toJson());
    return result.size() > maxResult ? tooLarge() : new Outcome.Answered(result);
  }
}
