package dev.naru.ingress.openai;

import dev.naru.ingress.history.ForgottenException;
import dev.naru.ingress.history.History;
import dev.naru.ingress.history.HistoryAwayException;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.QueryReading;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a call waits for. What cannot be told now is null: a call that waits can wait for
 * that, too.
 */
final class DoorReads {
  private final History history;

  DoorReads(History history) {
    this.history = history;
  }

  /** Reads the stay's session; throws {@link SessionOverException} if it is no more. */
  @Nullable Reading<SessionRecord> session(Stay stay, long offset) {
    try {
      SessionReading reading = stay.partition().view().session(stay.id(), stay.id());
      Head head = reading.head();
      if (stay.partition().currency().objection(head) != null) {
        return null;
      }
      SessionRecord session = reading.session();
      if (session != null) {
        return new Reading<>(head, session);
      }
      return head.hasReached(offset)
          ? ended(head, reading.liveId())
          : new Reading<>(head, SessionRecord.pending(stay.id(), stay.room()));
    } catch (ViewAwayException | HistoryAwayException e) {
      return null;
    }
  }

  private Reading<SessionRecord> ended(Head head, UUID id) {
    return new Reading<>(
        head, history.endedSession(id).orElseThrow(SessionOverException::forgotten));
  }

  /** Reads a query that the stay's session asked by the command at that offset. */
  @Nullable Reading<QueryRecord> query(Stay stay, UUID id, long offset) {
    try {
      QueryReading reading = stay.partition().view().query(id, stay.id());
      Head head = reading.head();
      QueryRecord query = reading.query();
      if (query == null && head.hasReached(offset)) {
        query = history.finishedQuery(id).orElse(null);
        return query == null ? null : new Reading<>(head, query);
      }
      boolean over = query != null && query.state().isTerminal();
      if (!over && stay.partition().currency().objection(head) != null) {
        return null;
      }
      return new Reading<>(head, query == null ? QueryRecord.undecided(id, stay.liveId()) : query);
    } catch (ForgottenException e) {
      throw DoorErrors.unavailable("Expected the answer to be kept, but it is not; ask again");
    } catch (ViewAwayException | HistoryAwayException e) {
      return null;
    }
  }

  /**
   * What was read.
   *
   * @param head where the view stood
   */
  record Reading<T>(Head head, T thing) {}
}
