package dev.naru.ingress.story;

import dev.naru.ingress.story.Story.What;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** When the pools of a room were held during a wait, from {@code pool_change}. */
final class PoolHolds {
  private static final int MOST = 50;

  /** A hold that is made longer is told once; one that began before the wait, where that began. */
  private static final String CHANGES =
      """
      with rows as (
        select p.* from pool_change p
        join room_standing r on p.pool = any(string_to_array(r.pools, ','))
        where r.room = :room and p.command_offset <= :until),
      before as (
        select distinct on (pool) pool, cast(:joined as timestamptz) as at, what, reason, command_offset, event_index
        from rows where command_offset <= :since
        order by pool, command_offset desc, event_index desc),
      told as (
        select * from before
        union all
        select pool, at, what, reason, command_offset, event_index from rows
        where command_offset > :since),
      turns as (
        select told.*, lag(what) over (partition by pool order by command_offset, event_index) as was
        from told)
      select at, what, reason from turns
      where what is distinct from was and (what = 'HELD' or was is not null)
      order by command_offset, event_index limit :most""";

  private PoolHolds() {}

  /**
   * Reads the changes, in their order.
   *
   * @param joined when the wait began, by the command at {@code since}
   * @param until offset of the command that ended it
   */
  static List<ChangeRow> of(
      EntityManager manager, String room, Instant joined, long since, long until) {
    return manager
        .createNativeQuery(CHANGES, Object[].class)
        .setParameter("room", room)
        .setParameter("joined", joined)
        .setParameter("since", since)
        .setParameter("until", until)
        .setParameter("most", MOST)
        .getResultStream()
        .map(row -> change((Object[]) row))
        .toList();
  }

  private static ChangeRow change(Object[] row) {
    What what = What.valueOf((String) row[1]);
    boolean byOperator = "OPERATOR".equals(row[2]);
    return new ChangeRow((Instant) row[0], what, words(what, byOperator));
  }

  private static String words(What what, boolean byOperator) {
    if (what == What.RELEASED) {
      return "queries are answered again";
    }
    return byOperator
        ? "upstream held by an operator: no query is begun, so those inside stay for longer"
        : "upstream held, as it does not answer: no query is begun, so those inside stay for longer";
  }
}
