package dev.naru.ingress.openai;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.openai.DoorReads.Reading;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.SessionState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A call, from its session to its answer:
 *
 * <pre>
 *   session asked for ──► in the room's line ──► active ──► question asked ──► queued ──► runs ──► over
 *      ▲                       │ waits too long: 429            │ caller gone: cancelled
 *      └── its session ended under it, and nothing of the answer was sent: again, twice at most
 * </pre>
 */
final class Calls {
  private static final int MOST_ROUNDS = 3;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Stays stays;
  private final Admission admission;
  private final Asking asking;
  private final DoorReads reads;
  private final Models models;

  Calls(Stays stays, Admission admission, Asking asking, DoorReads reads, Models models) {
    this.stays = stays;
    this.admission = admission;
    this.asking = asking;
    this.reads = reads;
    this.models = models;
  }

  /** Returns the query that succeeded; throws {@link DoorException} or {@link GoneException}. */
  QueryRecord run(ApiKey key, CompletionRequest request, Vigil vigil, Progress progress) {
    for (int round = 1; ; round++) {
      Stay stay = stays.enter(key, request.user());
      try {
        return answered(stay, request, vigil, progress);
      } catch (SessionOverException e) {
        stays.forget(stay);
        if (!e.maybeAgain() || round == MOST_ROUNDS || progress.hasBegun()) {
          throw progress.hasBegun() ? DoorErrors.brokenOff() : DoorErrors.sentAway(e);
        }
      } finally {
        stays.leave(stay);
      }
    }
  }

  private QueryRecord answered(
      Stay stay, CompletionRequest request, Vigil vigil, Progress progress) {
    SessionRecord session = admission.await(stay, vigil, progress);
    CompletableFuture<Void> pass = stay.turnstile().enter();
    try {
      vigil.await(pass);
      String pool = models.poolFor(session.room(), request.model());
      QueryRecord query = asking.ask(stay, request.payload(), pool, vigil, progress);
      while (query.isRefused() && Failure.of(query).code().equals("session_queries_full")) {
        // calls of another ingress, or the user's own queries, are in the same session
        vigil.requireTime(null);
        vigil.rest(AGAIN);
        query = asking.ask(stay, request.payload(), pool, vigil, progress);
      }
      requireAnswer(stay, query);
      return query;
    } finally {
      stay.turnstile().leave(pass);
    }
  }

  private void requireAnswer(Stay stay, QueryRecord query) {
    Failure failure = Failure.of(query);
    if (query.isRefused()) {
      requireSession(stay);
      throw DoorErrors.refused(failure.reason());
    }
    if (query.state() == QueryState.CANCELLED) {
      requireSession(stay);
    }
    if (query.state() != QueryState.SUCCEEDED) {
      throw DoorErrors.failed(query.state(), failure);
    }
  }

  /** Who ended the session cancelled its queries, and refused new ones. */
  private void requireSession(Stay stay) {
    Reading<SessionRecord> reading = reads.session(stay, 0);
    if (reading != null && reading.thing().state() == SessionState.ENDED) {
      throw SessionOverException.of(reading.thing());
    }
  }
}
