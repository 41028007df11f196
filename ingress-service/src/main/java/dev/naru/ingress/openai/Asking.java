package dev.naru.ingress.openai;

import dev.naru.ingress.chunk.Chunks.Listening;
import dev.naru.ingress.openai.DoorReads.Reading;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the question of an active session, and waits until it is answered. */
final class Asking {
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final DoorReads reads;
  private final CommandSubmission submission;
  private final PresenceBook presence;
  private final Supplier<UUID> ids;
  private final InstantSource time;

  Asking(
      DoorReads reads,
      CommandSubmission submission,
      PresenceBook presence,
      Supplier<UUID> ids,
      InstantSource time) {
    this.reads = reads;
    this.submission = submission;
    this.presence = presence;
    this.ids = ids;
    this.time = time;
  }

  /**
   * Returns the query when it is over, one way or the other; whatever ends the wait before cancels
   * it.
   *
   * @param pool null for the room's first
   */
  QueryRecord ask(
      Stay stay, RawJson payload, @Nullable String pool, Vigil vigil, Progress progress) {
    UUID id = ids.get();
    long offset = submit(stay, new SubmitQuery(id, stay.liveId(), payload, 0, pool, null));
    vigil.add(id);
    boolean over = false;
    Listening listening = progress.asked(stay.partition().number(), id, vigil);
    try (listening) {
      QueryRecord query = await(stay, id, offset, vigil, progress);
      over = true;
      return query;
    } finally {
      if (!over) {
        var unused = submission.send(stay.partition().number(), new CancelQuery(id, stay.liveId()));
      }
    }
  }

  private long submit(Stay stay, SubmitQuery command) {
    try {
      return submission.submit(stay.partition().number(), command).offset();
    } catch (NotConfirmedException e) {
      throw DoorErrors.unavailable("The log did not confirm the call in time; ask again");
    }
  }

  private QueryRecord await(Stay stay, UUID id, long offset, Vigil vigil, Progress progress) {
    while (true) {
      vigil.look();
      Reading<QueryRecord> reading = reads.query(stay, id, offset);
      presence.heard(stay.room(), stay.liveId(), time.millis());
      if (reading == null) {
        vigil.requireTime(null);
        vigil.rest(AGAIN);
        continue;
      }
      QueryRecord query = reading.thing();
      if (query.state().isTerminal()) {
        return query;
      }
      tell(query, vigil, progress);
      while (!vigil.await(stay.partition(), reading.head(), line(query))) {
        progress.runs(query);
      }
    }
  }

  private static void tell(QueryRecord query, Vigil vigil, Progress progress) {
    if (query.state() == QueryState.RUNNING) {
      vigil.start();
      progress.runs(query);
    } else {
      progress.waits(query.position(), null);
      vigil.requireTime(null);
    }
  }

  private static @Nullable String line(QueryRecord query) {
    String pool = query.pool();
    return query.state() == QueryState.QUEUED && pool != null ? ViewKeys.queue(pool) : null;
  }
}
