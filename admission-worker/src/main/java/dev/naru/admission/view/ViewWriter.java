package dev.naru.admission.view;

import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one partition's view in one term. Nothing here waits for Redis: a write that fails, or a
 * head that is not where it was left, makes the view {@link Condition#LOST}, and admission goes on
 * until somebody rewrites it.
 *
 * <p>Thread-safe. Writes must be handed over in the order of the log.
 */
public final class ViewWriter {
  /** How the view stands, as far as this writer knows. */
  public enum Condition {
    /** Nobody has looked yet. */
    UNKNOWN,
    /** It shows what was handed over. */
    CURRENT,
    /** It has to be rewritten. */
    LOST,
    /** It is being rewritten. */
    REWRITING,
    /** It shows what was handed over, and is written anew beside that, because somebody asked. */
    RENEWING,
    /** Somebody newer owns it. */
    STALE
  }

  private static final Logger LOG = LoggerFactory.getLogger(ViewWriter.class);
  private static final long GENERATIONS_PER_TERM = 1_000_000;
  private static final long NONE = 0;
  private static final int MOST_UNDER_WAY = 8;
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long OLD_GENERATION_KEPT_MILLIS = 60_000;

  private final ViewKeys keys;
  private final Supplier<StatefulRedisConnection<String, String>> connections;
  private final InstantSource clock;
  private final long term;

  private Condition condition = Condition.UNKNOWN;
  private boolean reachable;
  private @Nullable ViewScript writeScript;
  private @Nullable ViewScript showScript;
  private long shown = NONE;
  private long building = NONE;
  private long rewrites;
  private long handedOver;
  private long acknowledged = -1;
  private int writesUnderWay;
  private int slicesUnderWay;
  private long cleanAt = Long.MAX_VALUE;
  private boolean newTermWanted;
  private boolean renewalWanted;

  /**
   * @param connections returns the connection, or throws while there is none
   * @param term of this writer
   * @param offset of the last command that the state holds
   */
  public ViewWriter(
      ViewKeys keys,
      Supplier<StatefulRedisConnection<String, String>> connections,
      InstantSource clock,
      long term,
      long offset) {
    this.keys = keys;
    this.connections = connections;
    this.clock = clock;
    this.term = term;
    this.handedOver = offset;
  }

  public synchronized Condition condition() {
    return condition;
  }

  /**
   * Whether the view is lost and Redis answers again, or is to be renewed: time for {@link
   * #beginRewrite}.
   */
  public synchronized boolean wantsRewrite() {
    return condition == Condition.LOST && reachable
        || condition == Condition.CURRENT && renewalWanted;
  }

  public synchronized boolean isRewriting() {
    return condition == Condition.REWRITING || condition == Condition.RENEWING;
  }

  /**
   * Whether somebody asked for a view that is made anew from the log: this writer's term should
   * end, and the next one, whose state comes from there, renews the view.
   */
  public synchronized boolean wantsNewTerm() {
    return newTermWanted;
  }

  /** The offset that Redis has acknowledged last, -1 before the first. */
  public synchronized long acknowledged() {
    return acknowledged;
  }

  /** Slices that Redis has not acknowledged yet: a reason to wait before the next. */
  public synchronized int slicesUnderWay() {
    return slicesUnderWay;
  }

  /** Throws {@link StaleWriterException} if somebody newer owns the view. */
  public synchronized void requireNotStale() {
    if (condition == Condition.STALE) {
      throw new StaleWriterException(term);
    }
  }

  /** Looks where the view stands: to be called every second, also when nothing happens. */
  public void check() {
    long expected;
    synchronized (this) {
      expected = acknowledged;
    }
    var unused =
        attempt(
            () ->
                redis()
                    .hmget(
                        keys.head(),
                        ViewFields.TERM,
                        ViewFields.OFFSET,
                        ViewFields.GENERATION,
                        ViewFields.RENEW)
                    .whenComplete((head, failure) -> checked(head, failure, expected)));
    cleanIfDue();
  }

  private synchronized void checked(
      List<KeyValue<String, String>> head, @Nullable Throwable failure, long expected) {
    if (failure != null) {
      lost("Redis did not answer", failure);
      return;
    }
    reachable = true;
    long headTerm = number(head.get(0));
    long headOffset = number(head.get(1));
    long headGeneration = number(head.get(2));
    if (headTerm > term) {
      condition = Condition.STALE;
    } else if (condition == Condition.UNKNOWN) {
      renewalWanted = head.get(3).hasValue();
      found(headOffset, headGeneration);
    } else if (isShown() && (headOffset < expected || headGeneration != shown)) {
      lost("the head is not where it was left", null);
    } else if (condition == Condition.CURRENT && !renewalWanted) {
      newTermWanted = head.get(3).hasValue();
    }
  }

  private void found(long headOffset, long headGeneration) {
    if (headGeneration > 0 && headOffset == handedOver) {
      // as the predecessor left it: claim it for this term
      show(headGeneration, handedOver);
    } else if (headGeneration < 0) {
      LOG.info("There is no view in Redis: it will be written");
      condition = Condition.LOST;
    } else {
      lost("it stands at offset " + headOffset + ", the log at " + handedOver, null);
    }
  }

  /**
   * Writes what a committed batch changed. While Redis has many writes to answer, this waits for
   * it, a second at most: what piles up unanswered would time out, and cost a rewrite. A Redis that
   * is away keeps nobody.
   */
  public synchronized void write(ViewUpdate update) {
    awaitRoom();
    handedOver = update.offset();
    if (isWritten()) {
      List<String> arguments = header(update.offset());
      arguments.add(shown == NONE ? "" : String.valueOf(shown));
      addGenerations(arguments, true);
      addChecks(arguments, update);
      addWrites(arguments, update.writes());
      send(arguments, reply -> written(reply, update.offset()));
    }
  }

  /**
   * Begins a new generation; the caller then hands over slices of the whole state, and ends with
   * {@link #finishRewrite}.
   */
  public synchronized void beginRewrite() {
    building = term * GENERATIONS_PER_TERM + ++rewrites;
    condition = condition == Condition.CURRENT ? Condition.RENEWING : Condition.REWRITING;
    renewalWanted = false;
    LOG.info("The view is being rewritten generation={} offset={}", building, handedOver);
  }

  /** Writes a part of the state into the generation that is being made. */
  synchronized void writeSlice(List<ViewWrite> writes) {
    if (isRewriting()) {
      List<String> arguments = header(handedOver);
      arguments.add("");
      addGenerations(arguments, false);
      arguments.add("0");
      addWrites(arguments, writes);
      slicesUnderWay++;
      send(arguments, reply -> sliceWritten());
    }
  }

  /** Shows the generation that was being made. */
  public synchronized void finishRewrite() {
    if (isRewriting()) {
      show(building, handedOver);
    }
  }

  private void show(long generation, long offset) {
    List<String> arguments = header(offset);
    arguments.add(String.valueOf(generation));
    var unused =
        attempt(
            () ->
                showScript()
                    .run(connections.get(), keys.head(), arguments)
                    .whenComplete((reply, failure) -> shown(reply, failure, generation, offset)));
  }

  private synchronized void shown(
      ViewReply reply, @Nullable Throwable failure, long generation, long offset) {
    if (failure != null) {
      lost("it could not be shown", failure);
    } else if (reply == ViewReply.STALE) {
      condition = Condition.STALE;
    } else if (reply == ViewReply.WRITTEN && (building == NONE || building == generation)) {
      if (building != NONE) {
        var unused = attempt(() -> redis().hdel(keys.head(), ViewFields.RENEW));
      }
      shown = generation;
      building = NONE;
      acknowledged = Math.max(acknowledged, offset);
      condition = Condition.CURRENT;
      cleanAt = clock.millis() + OLD_GENERATION_KEPT_MILLIS;
      LOG.info("The view is current generation={} term={} offset={}", generation, term, offset);
    } else {
      lost("it could not be shown: " + reply, null);
    }
  }

  private void written(ViewReply reply, long offset) {
    switch (reply) {
      case WRITTEN -> acknowledged = Math.max(acknowledged, offset);
      case STALE -> condition = Condition.STALE;
      case OVER_CAPACITY -> {
        LOG.error(
            "The view disagrees with the state on who is active: it is rewritten offset={}",
            offset);
        lost("it disagrees with the state", null);
      }
      case LOST, OVERTAKEN -> lost("a write met " + reply, null);
    }
  }

  private synchronized void sliceWritten() {
    slicesUnderWay--;
  }

  private void send(List<String> arguments, Consumer<ViewReply> whenDone) {
    long target = building;
    writesUnderWay++;
    boolean begun =
        attempt(
            () ->
                writeScript()
                    .run(connections.get(), keys.head(), arguments)
                    .whenComplete((reply, failure) -> sent(reply, failure, target, whenDone)));
    if (!begun) {
      writesUnderWay--;
    }
  }

  private synchronized void sent(
      ViewReply reply, @Nullable Throwable failure, long target, Consumer<ViewReply> whenDone) {
    writesUnderWay--;
    notifyAll();
    if (target != building && target != NONE) {
      return; // of a rewrite that was given up or is over
    }
    if (failure != null) {
      lost("a write failed", failure);
    } else {
      whenDone.accept(reply);
    }
  }

  private void lost(String why, @Nullable Throwable failure) {
    if (condition != Condition.LOST && condition != Condition.STALE) {
      LOG.warn(
          "The view is lost and will be rewritten: {}{}",
          why,
          failure == null ? "" : ": " + failure);
      condition = Condition.LOST;
    }
    reachable &= failure == null;
    shown = NONE;
    building = NONE;
    slicesUnderWay = 0;
  }

  private boolean attempt(Supplier<CompletionStage<?>> action) {
    try {
      var unused = action.get();
      return true;
    } catch (RuntimeException e) {
      synchronized (this) {
        lost("Redis is away", e);
      }
      return false;
    }
  }

  private RedisAsyncCommands<String, String> redis() {
    return connections.get().async();
  }

  private ViewScript writeScript() {
    if (writeScript == null) {
      writeScript = new ViewScript("write-view.lua", connections.get());
    }
    return writeScript;
  }

  private ViewScript showScript() {
    if (showScript == null) {
      showScript = new ViewScript("show-view.lua", connections.get());
    }
    return showScript;
  }

  private void awaitRoom() {
    long until = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (writesUnderWay >= MOST_UNDER_WAY && isWritten() && System.nanoTime() < until) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isWritten() {
    return condition == Condition.CURRENT || isRewriting();
  }

  private boolean isShown() {
    return condition == Condition.CURRENT || condition == Condition.RENEWING;
  }

  private List<String> header(long offset) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(String.valueOf(term), String.valueOf(offset)));
    arguments.addAll(List.of(String.valueOf(clock.millis()), keys.stamps()));
    return arguments;
  }

  private void addGenerations(List<String> arguments, boolean shownToo) {
    List<String> prefixes = new ArrayList<>(2);
    if (shownToo && shown != NONE) {
      prefixes.add(keys.generation(shown));
    }
    if (building != NONE) {
      prefixes.add(keys.generation(building));
    }
    arguments.add(String.valueOf(prefixes.size()));
    arguments.addAll(prefixes);
  }

  private static void addChecks(List<String> arguments, ViewUpdate update) {
    arguments.add(String.valueOf(update.rooms().size()));
    for (ViewUpdate.ActiveChange change : update.rooms()) {
      arguments.add(change.key());
      arguments.add(String.valueOf(change.capacity()));
      arguments.add(String.valueOf(change.difference()));
    }
  }

  private static void addWrites(List<String> arguments, List<ViewWrite> writes) {
    for (ViewWrite write : writes) {
      arguments.add(String.valueOf(write.arguments().size() + 2));
      arguments.add(write.command());
      arguments.add(write.key());
      arguments.addAll(write.arguments());
    }
  }

  /** Removes the keys of generations that nobody reads any more, a minute after the last switch. */
  private synchronized void cleanIfDue() {
    if (condition == Condition.CURRENT && clock.millis() >= cleanAt) {
      cleanAt = Long.MAX_VALUE;
      String kept = keys.generation(shown);
      var unused = attempt(() -> clean(ScanCursor.INITIAL, kept));
    }
  }

  private CompletionStage<?> clean(ScanCursor cursor, String kept) {
    String all = keys.generation(0).replace("g0:", "g*");
    return redis()
        .scan(cursor, ScanArgs.Builder.matches(all).limit(1_000))
        .thenAccept(found -> cleaned(found, kept));
  }

  private void cleaned(KeyScanCursor<String> found, String kept) {
    String[] old =
        found.getKeys().stream().filter(key -> !key.startsWith(kept)).toArray(String[]::new);
    var unused =
        attempt(
            () -> {
              if (old.length > 0) {
                var unusedReply = redis().unlink(old);
              }
              return found.isFinished() ? redis().ping() : clean(found, kept);
            });
  }

  private static long number(KeyValue<String, String> value) {
    return value.hasValue() ? Long.parseLong(value.getValue()) : -1;
  }
}
