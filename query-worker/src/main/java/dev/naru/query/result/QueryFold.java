package dev.naru.query.result;

import dev.naru.model.RefusalReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies events to rows. Applying the same events again, in order, changes nothing. */
final class QueryFold {
  private QueryFold() {}

  /** The query whose row the event changes; null if it changes none. */
  static @Nullable UUID queryOf(Event event) {
    if (event instanceof QueryQueued queued) {
      return queued.queryId();
    } else if (event instanceof QueryMatched matched) {
      // A submission that was sent twice under one id matches itself: nothing to point to.
      return matched.queryId().equals(matched.liveQueryId()) ? null : matched.queryId();
    } else if (event instanceof QueryStarted started) {
      return started.queryId();
    } else if (event instanceof QueryCancelled cancelled) {
      return cancelled.queryId();
    } else if (event instanceof QueryTimedOut timedOut) {
      return timedOut.queryId();
    } else if (event instanceof QueryFinished finished) {
      return finished.queryId();
    }
    return event instanceof CommandRefused refused ? refusedQuery(refused) : null;
  }

  private static @Nullable UUID refusedQuery(CommandRefused event) {
    // ID_TAKEN: the id is another query's, whose row this is not about.
    boolean own = "SubmitQuery".equals(event.command()) && event.reason() != RefusalReason.ID_TAKEN;
    return own ? event.queryId() : null;
  }

  /** Applies the event, unless the row has seen a later command. */
  static void apply(QueryRecord row, Envelope envelope) {
    // Equal is not older: one command's events may come in two batches, and repeating them is
    // harmless.
    if (envelope.offset() < row.eventOffset()) {
      return;
    }
    row.appliedAt(envelope.offset());
    Instant at = Instant.ofEpochMilli(envelope.clock());
    Event event = envelope.event();
    if (event instanceof QueryQueued queued) {
      row.queued(queued, at);
    } else if (event instanceof QueryStarted started) {
      row.started(started.attempt(), at);
    } else if (event instanceof QueryCancelled) {
      row.cancelled(at);
    } else if (event instanceof QueryTimedOut timedOut) {
      row.timedOut(timedOut.error(), at);
    } else if (event instanceof QueryFinished finished) {
      row.finished(finished, at);
    } else if (!row.isAccepted() && event instanceof QueryMatched matched) {
      row.matched(matched.liveQueryId(), matched.sessionId());
    } else if (!row.isAccepted() && event instanceof CommandRefused refused) {
      row.refused(refused, at);
    }
  }
}
