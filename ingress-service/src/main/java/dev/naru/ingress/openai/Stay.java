package dev.naru.ingress.openai;

import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.view.Partition;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A session that calls of the door have asked for, and are in together. Thread-safe. */
final class Stay {
  private final UUID id;
  private final String room;
  private final @Nullable String sharedAs;
  private final Partition partition;
  private final CompletableFuture<LogPosition> asked;
  private final Turnstile turnstile;
  private volatile UUID liveId;
  private volatile boolean over;

  /**
   * @param id the session gets it unless the user has a live one
   * @param sharedAs what calls of the same key and user find it by; null if it is one call's own
   * @param asked where the log has the request for it
   */
  Stay(
      UUID id,
      String room,
      @Nullable String sharedAs,
      Partition partition,
      CompletableFuture<LogPosition> asked,
      Turnstile turnstile) {
    this.id = id;
    this.room = room;
    this.sharedAs = sharedAs;
    this.partition = partition;
    this.asked = asked;
    this.turnstile = turnstile;
    this.liveId = id;
  }

  UUID id() {
    return id;
  }

  String room() {
    return room;
  }

  @Nullable String sharedAs() {
    return sharedAs;
  }

  Partition partition() {
    return partition;
  }

  CompletableFuture<LogPosition> asked() {
    return asked;
  }

  Turnstile turnstile() {
    return turnstile;
  }

  /** The session that it turned out to be. */
  UUID liveId() {
    return liveId;
  }

  void is(UUID session) {
    liveId = session;
  }

  boolean isOver() {
    return over;
  }

  /** The session has ended: there is nothing to leave. */
  void end() {
    over = true;
  }
}
