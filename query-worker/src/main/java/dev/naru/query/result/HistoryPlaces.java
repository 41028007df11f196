package dev.naru.query.result;

import org.hibernate.StatelessSession;

/** Where the history stands in each partition of the events, in a transaction under its lock. */
final class HistoryPlaces {
  /** The place of a history that has nothing of a partition. */
  static final long BEGINNING = 0;

  private final StatelessSession session;

  HistoryPlaces(StatelessSession session) {
    this.session = session;
  }

  /**
   * Returns the offset of the first event that is not in the history.
   *
   * @param fresh whether the partition was just assigned: a history without a query, whatever it
   *     has read, then begins anew
   */
  long stands(int partition, String topic, boolean fresh) {
    if (fresh && hasNoQuery()) {
      // all places: what one partition lost, the others did, too
      session.createNativeMutationQuery("delete from query_history_place").executeUpdate();
    }
    return session
        .createNativeQuery(
            "select next_event from query_history_place"
                + " where partition_number = :partition and events_topic = :topic",
            Long.class)
        .setParameter("partition", partition)
        .setParameter("topic", topic)
        .getResultStream()
        .findFirst()
        .orElse(BEGINNING);
  }

  void put(EventBatch batch) {
    session
        .createNativeMutationQuery(
            "insert into query_history_place values (:partition, :topic, :next)"
                + " on conflict (partition_number) do update"
                + " set events_topic = excluded.events_topic, next_event = excluded.next_event")
        .setParameter("partition", batch.partition())
        .setParameter("topic", batch.topic())
        .setParameter("next", batch.next())
        .executeUpdate();
  }

  private boolean hasNoQuery() {
    return session
        .createNativeQuery("select not exists (select from query_history)", Boolean.class)
        .getSingleResult();
  }
}
