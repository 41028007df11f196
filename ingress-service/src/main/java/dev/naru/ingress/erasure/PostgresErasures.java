package dev.naru.ingress.erasure;

import dev.naru.ingress.store.Postgres;
import dev.naru.ingress.view.ViewErasure;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Erases in the tables of all three services, and in the view. A session's row stays, for the sake
 * of the figures, under a name that nobody has; {@code erased_session} and {@code erased_query}
 * keep the ids, so that a history made anew from the log leaves out the same.
 */
final class PostgresErasures implements Erasures {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 500;

  private static final String SESSIONS =
      " from session_history where user_key = :user and (:room = '' or room = :room)";
  private static final String ASKED =
      " from query_history where session_id in (select id" + SESSIONS + ")";

  /** A dead query is asked anew by a visitor of its own, who is called by the letter. */
  private static final String ANEW =
      " from session_history s join dead_letter l on s.user_key = 'naru-redrive:' || cast(l.id as text)"
          + " where l.query_id in ";

  private static final String ASKED_ANEW = ANEW + "(select id" + ASKED + ")";
  private static final String QUERIES =
      " from query_history where id in (select id"
          + ASKED
          + ") or session_id in (select s.id"
          + ASKED_ANEW
          + ")";
  private static final String REDRIVEN =
      " from dead_letter where state in ('WANTED', 'JOINING', 'RUNNING') and query_id in (select id"
          + ASKED
          + ")";
  private static final String LIVE = " and state in ('WAITING', 'ACTIVE')";

  private static final String QUERIES_OF =
      "with asked as (select id from query_history where session_id in (:sessions))"
          + " select id from asked union select id from query_history where session_id in (select s.id"
          + ANEW
          + "(select id from asked))";

  /** Not erased: its bytes are kept, or it is known where in the log they lie. */
  private static final String KNOWN = "value_sha256 <> ''";

  /** The hash goes, too: whoever guesses what was asked could prove it. */
  private static final String ERASE_LETTERS =
      "with gone as (update dead_letter set value = null, value_sha256 = '', state = 'DISCARDED' where "
          + KNOWN
          + " and %s returning id)"
          + " insert into erased_letter (id, at) select id, now() from gone on conflict do nothing";

  /** A name in a letter stands in quotes, as JSON has it: u-1 is not u-17. */
  private static final String NAMED = "(:room = '' and position(:quoted in value) > 0)";

  private final Postgres postgres;
  private final ViewErasure view;

  PostgresErasures(Postgres postgres, ViewErasure view) {
    this.postgres = postgres;
    this.view = view;
  }

  @Override
  public Traces find(String userKey, @Nullable String room) {
    User user = new User(userKey, room == null ? "" : room);
    return postgres.call(
        manager ->
            new Traces(
                count(manager, "select count(*)" + SESSIONS, user),
                count(manager, "select count(*)" + SESSIONS + LIVE, user),
                count(manager, "select count(*)" + REDRIVEN, user),
                count(manager, "select count(*)" + QUERIES, user),
                countLetters(manager, user)));
  }

  private static long count(EntityManager manager, String sql, User user) {
    return ((Number) user.bind(manager.createNativeQuery(sql)).getSingleResult()).longValue();
  }

  private static long countLetters(EntityManager manager, User user) {
    Query query =
        manager
            .createNativeQuery(
                "select count(*) from dead_letter where "
                    + KNOWN
                    + " and (query_id in (select id"
                    + QUERIES
                    + ") or "
                    + NAMED
                    + ")")
            .setParameter("quoted", user.quoted());
    return ((Number) user.bind(query).getSingleResult()).longValue();
  }

  @Override
  public Traces erase(String userKey, @Nullable String room) {
    User user = new User(userKey, room == null ? "" : room);
    String nobody = "erased-" + UUID.randomUUID();
    Traces erased = Traces.NONE;
    for (List<UUID> ids = some(user); !ids.isEmpty(); ids = some(user)) {
      List<UUID> sessions = ids;
      List<UUID> queries = queries(sessions);
      view.forget(sessions, queries);
      erased = erased.plus(postgres.call(manager -> erase(manager, sessions, queries, nobody)));
    }
    long named = postgres.call(manager -> eraseNamed(manager, user));
    return erased.plus(new Traces(0, 0, 0, 0, named));
  }

  private List<UUID> some(User user) {
    return postgres.call(
        manager ->
            ids(
                user.bind(manager.createNativeQuery("select id" + SESSIONS, UUID.class))
                    .setMaxResults(BATCH)));
  }

  private List<UUID> queries(List<UUID> sessions) {
    return postgres.call(
        manager ->
            ids(
                manager
                    .createNativeQuery(QUERIES_OF, UUID.class)
                    .setParameter("sessions", sessions)));
  }

  @SuppressWarnings("unchecked") // the query was made for ids
  private static List<UUID> ids(Query query) {
    return query.getResultList();
  }

  private static Traces erase(
      EntityManager manager, List<UUID> sessions, List<UUID> queries, String nobody) {
    int letters = 0;
    if (!queries.isEmpty()) {
      change(
          manager,
          "insert into erased_query (id, at) select id, now() from query_history where id in (:ids)"
              + " on conflict do nothing",
          queries);
      change(
          manager,
          "update query_history set result = null, error = null, result_removed = true"
              + " where id in (:ids)",
          queries);
      letters = change(manager, ERASE_LETTERS.formatted("query_id in (:ids)"), queries);
    }
    change(
        manager,
        "insert into erased_session (id, at) select id, now() from session_history where id in (:ids)"
            + " on conflict do nothing",
        sessions);
    int rows =
        manager
            .createNativeQuery("update session_history set user_key = :nobody where id in (:ids)")
            .setParameter("nobody", nobody)
            .setParameter("ids", sessions)
            .executeUpdate();
    return new Traces(rows, 0, 0, queries.size(), letters);
  }

  private static int change(EntityManager manager, String sql, List<UUID> ids) {
    return manager.createNativeQuery(sql).setParameter("ids", ids).executeUpdate();
  }

  private static long eraseNamed(EntityManager manager, User user) {
    return manager
        .createNativeQuery(ERASE_LETTERS.formatted(NAMED))
        .setParameter("room", user.room())
        .setParameter("quoted", user.quoted())
        .executeUpdate();
  }

  /**
   * Who is meant.
   *
   * @param room empty for all
   */
  private record User(String key, String room) {
    byte[] quoted() {
      return JSON.writeValueAsString(key).getBytes(StandardCharsets.UTF_8);
    }

    Query bind(Query query) {
      return query.setParameter("user", key).setParameter("room", room);
    }
  }
}
