package dev.naru.ingress.http;

import dev.naru.ingress.history.ForgottenException;
import dev.naru.ingress.history.History;
import dev.naru.ingress.history.HistoryAwayException;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.QueryReading;
import dev.naru.ingress.view.QueryReading.Pending;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.QueryState;
import dev.naru.model.wire.ViewKeys;
import java.util.UUID;

/** Reads a query for the holder of its session's token: no such query 404, another's 403. */
final class QueryReads {
  private final Partitions partitions;
  private final History history;

  QueryReads(Partitions partitions, History history) {
    this.partitions = partitions;
    this.history = history;
  }

  Seen<QueryRecord> read(UUID id, SessionToken token) {
    QueryReading reading = reading(id, token);
    SessionReads.requireGood(token, reading.tokensSince());
    QueryRecord query = reading.query();
    Pending pending = reading.pending();
    if (query == null && pending != null && !reading.head().hasReached(pending.offset())) {
      query = QueryRecord.undecided(id, pending.sessionId());
    }
    if (query == null) {
      return past(id, token, reading);
    }
    if (!query.sessionId().equals(reading.askerId())) {
      throw Problems.foreign("query");
    }
    return seen(reading.head(), query);
  }

  private QueryReading reading(UUID id, SessionToken token) {
    try {
      Partition partition = partitions.of(token.partition());
      QueryReading reading = partition.view().query(id, token.sessionId());
      String objection = partition.currency().objection(reading.head());
      if (objection != null) {
        throw Problems.viewBehind(objection);
      }
      return reading;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private Seen<QueryRecord> past(UUID id, SessionToken token, QueryReading reading) {
    try {
      QueryRecord query = history.finishedQuery(id).orElseThrow(() -> Problems.absent("query", id));
      boolean own =
          query.sessionId().equals(reading.askerId())
              || query.sessionId().equals(history.liveSessionId(token.sessionId()));
      if (!own) {
        throw Problems.foreign("query");
      }
      SessionReads.requireGood(token, history.tokensSince(token.sessionId()));
      return seen(reading.head(), query);
    } catch (ForgottenException e) {
      throw Problems.unknown("query");
    } catch (HistoryAwayException e) {
      throw Problems.historyAway();
    }
  }

  private static Seen<QueryRecord> seen(Head head, QueryRecord query) {
    String pool = query.pool();
    String line = query.state() == QueryState.QUEUED && pool != null ? ViewKeys.queue(pool) : null;
    return new Seen<>(head, query.id(), line, EntityTags.of(query), query);
  }
}
