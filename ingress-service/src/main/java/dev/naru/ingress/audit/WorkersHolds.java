package dev.naru.ingress.audit;

import dev.naru.ingress.store.Postgres;
import dev.naru.ingress.store.StoreAwayException;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit what query workers did by themselves: that they held a pool, and when the
 * hold ended. Each is written once, whichever ingress sees it, and however often the history that
 * it is taken from is written anew.
 */
final class WorkersHolds {
  static final Duration LOOKED_EVERY = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(WorkersHolds.class);
  private static final long LOCK = 0x6e61_7275_0000_0a0dL;

  /** The tables are others' to make, and may not be there yet. */
  private static final String MINE =
      """
      select to_regclass('pool_change') is not null and to_regclass('operator_audit') is not null
        and pg_try_advisory_xact_lock(:lock)""";

  /** A hold that is made longer is a change again: what it was before tells the first one. */
  private static final String WRITE =
      """
      insert into operator_audit (at, operator, action, target, reason, state_before, state_after)
      select c.at, :worker, c.action, 'pools/' || c.pool, 'the upstream', null, null
      from (
        select pool, at, what, reason,
          case what when 'HELD' then 'pool.hold' else 'pool.release' end as action,
          lag(what || reason) over (partition by pool order by command_offset, event_index) as last
        from pool_change where at > now() - interval '1 day') c
      where c.reason = 'UPSTREAM' and c.what || c.reason is distinct from c.last
        and c.at > now() - interval '1 hour'
        and not exists (
          select 1 from operator_audit a
          where a.at = c.at and a.operator = :worker and a.action = c.action
            and a.target = 'pools/' || c.pool)
      order by c.at
      """;

  private final Postgres postgres;
  private final String worker;

  /**
   * Writes them.
   *
   * @param worker what the audit calls workers
   */
  WorkersHolds(Postgres postgres, String worker) {
    this.postgres = postgres;
    this.worker = worker;
  }

  /** Writes what is new; what cannot be done now is done the next time. */
  void write() {
    try {
      int written = postgres.call(this::write);
      if (written > 0) {
        log.info("Workers held or released pools; the audit has it: count={}", written);
      }
    } catch (StoreAwayException e) {
      log.debug("What workers did is not in the audit yet", e);
    }
  }

  private int write(EntityManager manager) {
    Object mine =
        manager.createNativeQuery(MINE, Boolean.class).setParameter("lock", LOCK).getSingleResult();
    return Boolean.TRUE.equals(mine)
        ? manager.createNativeQuery(WRITE).setParameter("worker", worker).executeUpdate()
        : 0;
  }
}
