package dev.naru.ingress.deadletter;

import dev.naru.ingress.history.HistoryAwayException;
import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.ViewAwayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redrives the letters that operators want redriven, a step at a time, as fast as they asked for:
 *
 * <pre>
 *            a record: ─────────────────► RUNNING ── appended ─────────────────► REDRIVEN
 *   WANTED ──┤                                                         ┌ result ─► REDRIVEN
 *            a query: JOINING ── admitted, submitted ─► RUNNING ── over ┤
 *                       └── session ended ─► OPEN                      └ failed ─► OPEN, parked
 * </pre>
 *
 * <p>Whatever is away is away: the letter stays where it is, for the next turn.
 */
final class Redriver {
  /** Sessions of redrives take seats from others: never more than this at once. */
  private static final int MOST_UNDER_WAY = 50;

  /** Who is away is left alone for a while: each call to it waits, and is complained about. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Redriver.class);

  private final Redrives redrives;
  private final LargeLetters large;
  private final RecordRedrive records;
  private final QueryRedrive queries;
  private final Supplier<UUID> ids;
  private final InstantSource time;
  private Instant notBefore = Instant.EPOCH;

  Redriver(
      Redrives redrives,
      LargeLetters large,
      RecordRedrive records,
      QueryRedrive queries,
      Supplier<UUID> ids,
      InstantSource time) {
    this.redrives = redrives;
    this.large = large;
    this.records = records;
    this.queries = queries;
    this.ids = ids;
    this.time = time;
  }

  /** Begins what may begin, and looks after what is under way. */
  void turn() {
    if (time.instant().isBefore(notBefore)) {
      return;
    }
    try {
      redrives.underWay().forEach(this::follow);
      redrives.take(time.instant(), MOST_UNDER_WAY, ids).forEach(this::begin);
    } catch (StoreAwayException e) {
      notBefore = time.instant().plus(PAUSE);
      log.debug("The dead letters cannot be read; redrives go on when they can", e);
    }
  }

  private void begin(Letter letter) {
    patiently(letter, letter.queryId() == null ? records::begin : queries::begin);
  }

  private void follow(Letter letter) {
    patiently(letter, letter.queryId() == null ? records::follow : queries::follow);
  }

  private void patiently(Letter letter, Consumer<Letter> step) {
    try {
      step.accept(large.complete(letter));
    } catch (ViewAwayException | HistoryAwayException | NotConfirmedException e) {
      log.warn(
          "A redrive has to wait and is tried again: letterId={} reason={}",
          letter.id(),
          e.getMessage());
    }
  }
}
