package dev.naru.query.deadletter;

import java.util.concurrent.CompletableFuture;

/** Where dead letters go. */
public interface DeadLetters {

  /** Completes when the letter is kept for good; fails if it may not be. Does not wait itself. */
  CompletableFuture<Void> send(DeadLetter letter);
}
