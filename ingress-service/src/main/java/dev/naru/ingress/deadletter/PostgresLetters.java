package dev.naru.ingress.deadletter;

import dev.naru.ingress.store.Postgres;
import dev.naru.model.wire.HashChain;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead letters in {@code dead_letter}. */
final class PostgresLetters implements DeadLetters {
  /** A page of large letters is a short one. */
  private static final long MOST_BYTES_OF_A_PAGE = 8 << 20;

  private static final String FILTER =
      " (:anyId = true or l.id = :id) and (:anyReason = true or l.reason = :reason)"
          + " and (:anyParked = true or l.parked = :parked)"
          + " and (:anyTopic = true or l.topic = :topic)";
  private static final String LISTED = " l.state in (OPEN, WANTED, JOINING, RUNNING) and";

  /**
   * The first outcome of a query wins; its letter may have been written all the same. And a list
   * that was written again has letters whose redrive had its answer before.
   */
  private static final String SETTLED =
      " (exists (select 1 from IngressQueryRow q where q.id = l.queryId and q.state = 'SUCCEEDED')"
          + " or exists (select 1 from IngressQueryRow q, IngressSessionRow s"
          + " where q.sessionId = s.id and q.state = 'SUCCEEDED'"
          + " and s.userKey = concat('"
          + QueryRedrive.USER
          + "', cast(l.id as string))))";

  /** Its bytes are here, or still where the record stood; see {@link Letter#isInLog}. */
  private static final String POSSIBLE =
      " (l.value is not null or l.sha256 not in ('', '"
          + HashChain.hashOf(null)
          + "')) and (l.topic = 'naru.commands' or l.topic like 'naru.slots.%')";

  private final Postgres postgres;

  PostgresLetters(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public List<Letter> list(LetterFilter filter, int most, @Nullable UUID before) {
    return postgres.call(
        manager -> {
          var sizes =
              manager
                  .createQuery(
                      "select l.id, l.size from IngressLetterRow l where"
                          + LISTED
                          + FILTER
                          + " and (:first = true or l.id < :before) order by l.id desc",
                      Object[].class)
                  .setParameter("first", before == null)
                  .setParameter("before", before == null ? new UUID(0, 0) : before)
                  .setMaxResults(most);
          bind(sizes, filter);
          return load(manager, fitting(sizes.getResultList()));
        });
  }

  private static List<UUID> fitting(List<Object[]> sizes) {
    List<UUID> ids = new ArrayList<>();
    long bytes = 0;
    for (Object[] letter : sizes) {
      bytes += (Long) letter[1];
      if (!ids.isEmpty() && bytes > MOST_BYTES_OF_A_PAGE) {
        break;
      }
      ids.add((UUID) letter[0]);
    }
    return ids;
  }

  private static List<Letter> load(EntityManager manager, List<UUID> ids) {
    return manager
        .createQuery(
            "from IngressLetterRow l where l.id in :ids order by l.id desc", LetterRow.class)
        .setParameter("ids", ids)
        .getResultStream()
        .map(LetterRow::letter)
        .toList();
  }

  @Override
  public Optional<Letter> find(UUID id) {
    return postgres.call(
        manager -> Optional.ofNullable(manager.find(LetterRow.class, id)).map(LetterRow::letter));
  }

  @Override
  public RedrivePlan plan(LetterFilter filter) {
    return postgres.call(manager -> plan(manager, filter));
  }

  private static RedrivePlan plan(EntityManager manager, LetterFilter filter) {
    long settled = count(manager, filter, SETTLED);
    long letters = count(manager, filter, POSSIBLE + " and not" + SETTLED);
    return new RedrivePlan(letters, settled, count(manager, filter, " 1 = 1") - letters - settled);
  }

  private static long count(EntityManager manager, LetterFilter filter, String condition) {
    var query =
        manager.createQuery(
            "select count(l) from IngressLetterRow l where l.state = OPEN and"
                + FILTER
                + " and"
                + condition,
            Long.class);
    bind(query, filter);
    return query.getSingleResult();
  }

  @Override
  public RedrivePlan want(LetterFilter filter, int ratePerSecond) {
    return postgres.call(
        manager -> {
          long all = count(manager, filter, " 1 = 1");
          int settled = update(manager, filter, "l.state = REDRIVEN", SETTLED, null);
          int letters =
              update(manager, filter, "l.state = WANTED, l.rate = :rate", POSSIBLE, ratePerSecond);
          return new RedrivePlan(letters, settled, Math.max(0, all - settled - letters));
        });
  }

  private static int update(
      EntityManager manager,
      LetterFilter filter,
      String change,
      String condition,
      @Nullable Integer rate) {
    Query update =
        manager.createQuery(
            "update IngressLetterRow l set "
                + change
                + " where l.state = OPEN and"
                + FILTER
                + " and"
                + condition);
    bind(update, filter);
    if (rate != null) {
      update.setParameter("rate", rate);
    }
    return update.executeUpdate();
  }

  @Override
  public boolean discard(UUID id) {
    return postgres.call(
            manager ->
                manager
                    .createQuery(
                        "update IngressLetterRow l set l.state = DISCARDED"
                            + " where l.id = :id and l.state in (OPEN, WANTED)")
                    .setParameter("id", id)
                    .executeUpdate())
        > 0;
  }

  private static void bind(Query query, LetterFilter filter) {
    UUID id = filter.id();
    String reason = filter.reason();
    Boolean parked = filter.parked();
    String topic = filter.topic();
    query
        .setParameter("anyId", id == null)
        .setParameter("id", id == null ? new UUID(0, 0) : id)
        .setParameter("anyReason", reason == null)
        .setParameter("reason", reason == null ? "" : reason)
        .setParameter("anyParked", parked == null)
        .setParameter("parked", parked != null && parked)
        .setParameter("anyTopic", topic == null)
        .setParameter("topic", topic == null ? "" : topic);
  }
}
