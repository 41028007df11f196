package dev.naru.admission.history;

import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places of the history, in a transaction under the partition's lock. */
final class HistoryPlaces {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryPlaces.class);

  private final StatelessSession session;

  HistoryPlaces(StatelessSession session) {
    this.session = session;
  }

  /** See {@link HistoryStore#stands}. */
  long stands(int partition, EventLogName log, boolean fresh) {
    @Nullable HistoryPlace place = session.get(HistoryPlace.class, partition);
    if (place == null) {
      return HistoryStore.BEGINNING;
    }
    if (!place.isOfCommands(log)) {
      LOG.warn(
          "The log is another one than the history was written from, so rooms are counted anew, and stories of the old log's sessions end: partition={}",
          partition);
      forgetLog();
      return HistoryStore.BEGINNING;
    }
    if (!place.isOfEvents(log) || (fresh && hasNoSession())) {
      forget();
      return HistoryStore.BEGINNING;
    }
    return place.nextEvent();
  }

  void put(EventBatch batch) {
    session.upsert(new HistoryPlace(batch));
  }

  private boolean hasNoSession() {
    return session
        .createNativeQuery("select not exists (select from session_history)", Boolean.class)
        .getSingleResult();
  }

  /** All places: what one partition lost, the others did, too. */
  private void forget() {
    change("delete from history_place");
  }

  /** Offsets of another log mean nothing: neither order nor caps can be told by them. */
  private void forgetLog() {
    forget();
    change("delete from room_standing");
    change("delete from room_change");
    change("delete from session_move");
    change("delete from pool_change");
    change(
        "update session_history set requested_offset = null, requested_chain = null, left_line_offset = null"
            + " where requested_offset is not null or left_line_offset is not null");
  }

  private void change(String statement) {
    session.createNativeMutationQuery(statement).executeUpdate();
  }
}
