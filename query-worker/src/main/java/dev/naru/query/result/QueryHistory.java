package dev.naru.query.result;

import dev.naru.model.event.Envelope;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of events into {@code query_history}, each batch in one transaction, with where it
 * stands then.
 */
final class QueryHistory {
  /** First key of the advisory locks; the second is the partition of the events. */
  private static final int LOCK = 0x4E41_5255;

  private static final int JDBC_BATCH = 50;

  private final EntityManagerFactory entities;

  QueryHistory(EntityManagerFactory entities) {
    this.entities = entities;
  }

  /**
   * Applies a batch; what is known already changes nothing.
   *
   * @return where the history stands then, as the offset of the next event: elsewhere than at the
   *     batch's {@code next} if the batch does not follow, and then nothing was applied
   */
  long apply(EventBatch batch) {
    return inTransaction(batch.partition(), session -> apply(session, batch));
  }

  /** Where the history stands; see {@link HistoryPlaces#stands}. */
  long stands(int partition, String topic, boolean fresh) {
    return inTransaction(
        partition, session -> new HistoryPlaces(session).stands(partition, topic, fresh));
  }

  // One writer at a time, and rows are read after the lock: a consumer that lost its partition
  // without noticing can then only write what is as new as what it overwrites.
  private long inTransaction(int partition, ToLongFunction<StatelessSession> work) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(
            session -> {
              session
                  .createNativeQuery(
                      "select 1 from pg_advisory_xact_lock(:lock, :partition)", Integer.class)
                  .setParameter("lock", LOCK)
                  .setParameter("partition", partition)
                  .getSingleResult();
              return work.applyAsLong(session);
            });
  }

  private static long apply(StatelessSession session, EventBatch batch) {
    HistoryPlaces places = new HistoryPlaces(session);
    long stands = places.stands(batch.partition(), batch.topic(), false);
    if (stands != batch.from()) {
      return stands;
    }
    Map<UUID, List<Envelope>> byQuery = new LinkedHashMap<>();
    for (Envelope envelope : batch.events()) {
      UUID query = QueryFold.queryOf(envelope.event());
      if (query != null) {
        byQuery.computeIfAbsent(query, id -> new ArrayList<>()).add(envelope);
      }
    }
    if (!byQuery.isEmpty()) {
      write(session, byQuery);
    }
    places.put(batch);
    return batch.next();
  }

  private static void write(StatelessSession session, Map<UUID, List<Envelope>> byQuery) {
    session.setJdbcBatchSize(JDBC_BATCH);
    List<UUID> ids = List.copyOf(byQuery.keySet());
    List<@Nullable QueryRecord> found = session.getMultiple(QueryRecord.class, ids);
    List<QueryRecord> known = new ArrayList<>();
    List<QueryRecord> fresh = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      UUID id = ids.get(i);
      QueryRecord old = found.get(i);
      QueryRecord row = old == null ? new QueryRecord(id) : old;
      byQuery.getOrDefault(id, List.of()).forEach(envelope -> QueryFold.apply(row, envelope));
      (old == null ? fresh : known).add(row);
    }
    leaveErasedAnswersOut(session, fresh);
    session.insertMultiple(fresh);
    session.updateMultiple(known);
  }

  /** One that was erased is new if the history is written again. */
  private static void leaveErasedAnswersOut(StatelessSession session, List<QueryRecord> fresh) {
    if (!fresh.isEmpty()) {
      Map<UUID, QueryRecord> byId = new LinkedHashMap<>();
      fresh.forEach(row -> byId.put(row.id(), row));
      session
          .createNativeQuery("select id from erased_query where id in (:ids)", UUID.class)
          .setParameter("ids", byId.keySet())
          .getResultStream()
          .map(byId::get)
          .forEach(QueryRecord::eraseAnswer);
    }
  }
}
