package dev.naru.ingress.openai;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of one session through at a time, in the order in which they came: the log
 * would refuse what is more than {@code queries.per-session}. Thread-safe.
 */
final class Turnstile {
  private final int most;
  private final SequencedSet<CompletableFuture<Void>> waiting = new LinkedHashSet<>();
  private final Set<CompletableFuture<Void>> inside = new HashSet<>();

  Turnstile(int most) {
    this.most = most;
  }

  /** Returns a pass that is done when it is its turn; {@link #leave} must follow in any case. */
  CompletableFuture<Void> enter() {
    CompletableFuture<Void> pass = new CompletableFuture<>();
    synchronized (waiting) {
      waiting.add(pass);
    }
    letIn();
    return pass;
  }

  /** Gives the pass back, whether it was its turn or not. */
  void leave(CompletableFuture<Void> pass) {
    synchronized (waiting) {
      if (!waiting.remove(pass)) {
        inside.remove(pass);
      }
    }
    letIn();
  }

  private void letIn() {
    for (CompletableFuture<Void> next = next(); next != null; next = next()) {
      next.complete(null);
    }
  }

  private @Nullable CompletableFuture<Void> next() {
    synchronized (waiting) {
      if (waiting.isEmpty() || inside.size() >= most) {
        return null;
      }
      CompletableFuture<Void> next = waiting.removeFirst();
      inside.add(next);
      return next;
    }
  }
}
