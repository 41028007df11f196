package dev.naru.query.result;

import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * Queries that were over long ago, with the ids that stood for them, and the dead letters that
 * nobody needs to look at. Removed a small batch at a time, by one process at a time.
 */
final class OldQueries {
  /** Key of the advisory lock. */
  private static final long LOCK = 0x4E41_5255_0000_0002L;

  /** Results are large. */
  private static final int BATCH = 200;

  private static final String RESULTS =
      """
      update query_history set result = null, error = null, result_removed = true where id in
        (select id from query_history where finished_at < :before
         and (result is not null or error is not null) order by finished_at limit :most)
      """;

  private static final String ROWS =
      """
      with old as (select id from query_history where finished_at < :before
                   order by finished_at limit :most),
           aliases as (delete from query_history where live_id in (select id from old))
      delete from query_history where id in (select id from old)
      """;

  private static final String LETTERS =
      """
      delete from dead_letter where id in
        (select id from dead_letter where at < :before
         and state in ('REDRIVEN', 'DISCARDED', 'REPEATED') order by id limit :most)
      """;

  private final EntityManagerFactory entities;

  OldQueries(EntityManagerFactory entities) {
    this.entities = entities;
  }

  /** Removes a batch of results; returns 0 if none is left, or if another process is at it. */
  int removeResults(Instant before) {
    return alone(session -> execute(session, RESULTS, before));
  }

  /** Removes a batch of rows, and of letters that are settled; returns 0 likewise. */
  int removeRows(Instant before) {
    return alone(session -> execute(session, ROWS, before) + execute(session, LETTERS, before));
  }

  private interface Work {
    int in(StatelessSession session);
  }

  private int alone(Work work) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(session -> isAlone(session) ? work.in(session) : 0);
  }

  private static boolean isAlone(StatelessSession session) {
    return session
        .createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
        .setParameter("lock", LOCK)
        .getSingleResult();
  }

  private static int execute(StatelessSession session, String removal, Instant before) {
    return session
        .createNativeMutationQuery(removal)
        .setParameter("before", before)
        .setParameter("most", BATCH)
        .executeUpdate();
  }
}
