package dev.naru.query.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.query.upstream.Chunks;
import dev.naru.query.upstream.Outcome;
import dev.naru.query.upstream.Question;
import dev.naru.query.upstream.Upstream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Each call waits for its outcome; an abort cancels it. */
final class FakeUpstream implements Upstream {
  final List<Question> asked = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<CompletableFuture<Outcome>> calls = new LinkedBlockingQueue<>();

  @Override
  public Outcome call(Question question, Chunks chunks) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    asked.add(question);
    calls.add(outcome);
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      outcome.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Outcome> awaitCall() throws InterruptedException {
    CompletableFuture<Outcome> call = calls.poll(10, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return call == null ? new CompletableFuture<>() : call;
  }

  @Override
  public void close() {}
}
