package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import jakarta.persistence.EntityManagerFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Keeps history in the table {@code session_history}. */
final class PostgresHistory implements HistoryStore {
  /** Rows sent to the server at once. */
  private static final int JDBC_BATCH = 500;

  /** The first half of the lock's key, so that other users of advisory locks do not meet it. */
  private static final int LOCKS = 0x6e617275; // "naru"

  private final EntityManagerFactory entities;

  PostgresHistory(EntityManagerFactory entities) {
    this.entities = entities;
  }

  @Override
  public void add(Set<Integer> partitions, List<Envelope> events) {
    if (!events.isEmpty()) {
      entities
          .unwrap(SessionFactory.class)
          .inStatelessTransaction(session -> add(session, partitions, events));
    }
  }

  private static void add(
      StatelessSession session, Set<Integer> partitions, List<Envelope> events) {
    session.setJdbcBatchSize(JDBC_BATCH);
    lock(session, partitions);
    Set<SessionHistory> known = Set.copyOf(known(session, events));
    Set<SessionHistory> changed = new HistoryFold(known).apply(events);
    // Hibernate's upsert is an update and an insert for each row, one at a time; under the lock it
    // is known which rows are new, and both go in batches.
    session.insertMultiple(changed.stream().filter(row -> !known.contains(row)).toList());
    session.updateMultiple(changed.stream().filter(known::contains).toList());
  }

  private static List<SessionHistory> known(StatelessSession session, List<Envelope> events) {
    return session.getMultiple(SessionHistory.class, sessionsOf(events)).stream()
        .filter(Objects::nonNull)
        .toList();
  }

  // A consumer that has lost its partition without knowing may still be writing: one at a time, so
  // that each sees all that the other wrote, and adds nothing older.
  private static void lock(StatelessSession session, Set<Integer> partitions) {
    for (int partition : new TreeSet<>(partitions)) {
      session
          .createNativeQuery(
              "select 1 from pg_advisory_xact_lock(:locks, :partition)", Integer.class)
          .setParameter("locks", LOCKS)
          .setParameter("partition", partition)
          .getSingleResult();
    }
  }

  private static List<UUID> sessionsOf(List<Envelope> events) {
    Set<UUID> ids = new LinkedHashSet<>();
    for (Envelope envelope : events) {
      UUID id = HistoryFold.sessionOf(envelope.event());
      if (id != null) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }
}
