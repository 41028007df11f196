package dev.naru.admission.retention;

import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * Sessions that ended long ago, with the ids that stood for them, and what was known of their rooms
 * then. Removed a small batch at a time, by one process at a time.
 */
final class OldSessions {
  /** Key of the advisory lock. */
  private static final long LOCK = 0x6e61_7275_0000_0001L;

  private static final int BATCH = 500;

  private static final List<String> REMOVALS =
      List.of(
          """
          with old as (select id from session_history where ended_at < :before
                       order by ended_at limit :most),
               aliases as (delete from session_history where live_id in (select id from old))
          delete from session_history where id in (select id from old)
          """,
          """
          delete from room_minute where (room, minute) in
            (select room, minute from room_minute where minute < :before limit :most)
          """,
          """
          delete from room_change where (room, command_offset, event_index) in
            (select room, command_offset, event_index from room_change where at < :before limit :most)
          """,
          """
          delete from session_move where (room, command_offset, event_index) in
            (select room, command_offset, event_index from session_move where at < :before limit :most)
          """,
          """
          delete from pool_change where (pool, command_offset, event_index) in
            (select pool, command_offset, event_index from pool_change where at < :before limit :most)
          """);

  private final EntityManagerFactory entities;

  OldSessions(EntityManagerFactory entities) {
    this.entities = entities;
  }

  /** Removes a batch; returns 0 if nothing is left, or if another process is at it. */
  int removeSome(Instant before) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(session -> isAlone(session) ? remove(session, before) : 0);
  }

  private static boolean isAlone(StatelessSession session) {
    return session
        .createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
        .setParameter("lock", LOCK)
        .getSingleResult();
  }

  private static int remove(StatelessSession session, Instant before) {
    int removed = 0;
    for (String removal : REMOVALS) {
      removed +=
          session
              .createNativeMutationQuery(removal)
              .setParameter("before", before)
              .setParameter("most", BATCH)
              .executeUpdate();
    }
    return removed;
  }
}
