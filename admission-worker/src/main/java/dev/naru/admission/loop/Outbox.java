package dev.naru.admission.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Two transactional producers that take turns, because one stalls between its transactions while
 * the last one's markers are being written. While one commits, the other already takes the next
 * batch:
 *
 * <pre>
 *   a: send 1 ─ commit 1 ───────── send 3 ─ …
 *   b:          send 2 ── (waits) ─ commit 2 ─ …
 * </pre>
 *
 * <p>Records stand in the log in the order of the batches: a producer sends when the other's
 * records are in. A commit starts when the other's was acknowledged. What follows a commit runs
 * after it, in turn, on the same thread. Anything that fails breaks the outbox for good: the next
 * call throws.
 */
final class Outbox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producerA;
  private final KafkaProducer<byte[], byte[]> producerB;
  private final ExecutorService committer;
  private CompletableFuture<Void> commitA = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> commitB = CompletableFuture.completedFuture(null);
  private boolean turnOfA = true;

  Outbox(KafkaClients clients, int partition) {
    this.producerA = clients.transactional("naru-admission-" + partition + "-a");
    this.producerB = clients.transactional("naru-admission-" + partition + "-b");
    this.committer =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("naru-admission-commit-" + partition).factory());
  }

  /** Fences the predecessor and ends whatever it left open. */
  void takeOver() {
    producerA.initTransactions();
    producerB.initTransactions();
  }

  /** Commits one record alone and returns its offset. */
  long publishAlone(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    producerA.beginTransaction();
    var metadata = producerA.send(record);
    producerA.commitTransaction();
    return metadata.get().offset();
  }

  /**
   * Sends a batch in its turn; {@code afterCommit} runs once it is committed. Blocks while two
   * batches are under way.
   */
  void publish(Batch batch, Runnable afterCommit) throws ExecutionException, InterruptedException {
    KafkaProducer<byte[], byte[]> mine = turnOfA ? producerA : producerB;
    KafkaProducer<byte[], byte[]> other = turnOfA ? producerB : producerA;
    awaitOwnCommit();
    other.flush();
    mine.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : batch.records()) {
      // a failed send fails the commit
      var unused = mine.send(record);
    }
    CompletableFuture<Void> commit =
        inTurn(
            () -> {
              mine.commitTransaction();
              afterCommit.run();
            });
    if (turnOfA) {
      commitA = commit;
    } else {
      commitB = commit;
    }
    turnOfA = !turnOfA;
  }

  /** Waits until everything that was published is committed. */
  void awaitCommits() throws ExecutionException, InterruptedException {
    commitA.get();
    commitB.get();
  }

  /** Runs something after all batches before. */
  CompletableFuture<Void> inTurn(Runnable task) {
    return CompletableFuture.runAsync(task, committer);
  }

  /** Throws what broke the outbox, if anything did. */
  void requireSound() throws ExecutionException, InterruptedException {
    for (CompletableFuture<Void> commit : List.of(commitA, commitB)) {
      if (commit.isCompletedExceptionally()) {
        commit.get();
      }
    }
  }

  private void awaitOwnCommit() throws ExecutionException, InterruptedException {
    requireSound();
    (turnOfA ? commitA : commitB).get();
  }

  @Override
  public void close() {
    committer.shutdown();
    try {
      if (!committer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        committer.shutdownNow();
      }
    } catch (InterruptedException e) {
      committer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    producerA.close(PATIENCE);
    producerB.close(PATIENCE);
  }
}
