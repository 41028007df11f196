package dev.naru.admission.history;

import dev.naru.model.event.Envelope;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Keeps history in the tables {@code session_history} and {@code room_…}. */
final class PostgresHistory implements HistoryStore {
  /** Rows sent to the server at once. */
  private static final int JDBC_BATCH = 500;

  /** Ids asked for at once: a drawing names those of a whole line. */
  private static final int MOST_IDS = 1_000;

  /** The first half of the lock's key, so that other users of advisory locks do not meet it. */
  private static final int LOCKS = 0x6e617275; // "naru"

  private final EntityManagerFactory entities;

  PostgresHistory(EntityManagerFactory entities) {
    this.entities = entities;
  }

  @Override
  public long add(EventBatch batch) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(session -> add(session, batch));
  }

  @Override
  public long stands(int partition, EventLogName log, boolean fresh) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(
            session -> {
              lock(session, partition);
              return new HistoryPlaces(session).stands(partition, log, fresh);
            });
  }

  private static long add(StatelessSession session, EventBatch batch) {
    lock(session, batch.partition());
    HistoryPlaces places = new HistoryPlaces(session);
    long stands = places.stands(batch.partition(), batch.log(), false);
    if (stands != batch.from()) {
      return stands;
    }
    if (!batch.events().isEmpty()) {
      add(session, batch.events());
    }
    places.put(batch);
    return batch.next();
  }

  private static void add(StatelessSession session, List<Envelope> events) {
    session.setJdbcBatchSize(JDBC_BATCH);
    Set<SessionHistory> known = Set.copyOf(known(session, events));
    Set<RoomStanding> knownRooms = Set.copyOf(standings(session, events));
    Set<RoomMinute> knownMinutes = new HashSet<>();
    RoomFold rooms = new RoomFold(knownRooms, place -> minute(session, place, knownMinutes));
    Set<SessionHistory> changed = new HistoryFold(known, rooms).apply(events);
    leaveErasedNamesOut(session, changed, known);
    write(session, changed, known);
    write(session, rooms.standings(), knownRooms);
    write(session, rooms.minutes(), knownMinutes);
    session.insertMultiple(rooms.changes());
    events.stream()
        .map(PoolChange::of)
        .filter(Objects::nonNull)
        .forEach(change -> write(session, change));
    events.stream()
        .map(SessionMove::of)
        .filter(Objects::nonNull)
        .forEach(move -> move.write(session));
  }

  // A batch may come again, and a pool has no row that knows what counted.
  private static void write(StatelessSession session, PoolChange change) {
    session
        .createNativeMutationQuery(
            """
            insert into pool_change (pool, command_offset, event_index, at, what, reason)
            values (:pool, :offset, :index, :at, :what, :reason) on conflict do nothing""")
        .setParameter("pool", change.pool())
        .setParameter("offset", change.offset())
        .setParameter("index", change.index())
        .setParameter("at", change.at())
        .setParameter("what", change.what().name())
        .setParameter("reason", change.reason().name())
        .executeUpdate();
  }

  // Only a row that is new brings its name along: one that was erased is new if it is written
  // again.
  private static void leaveErasedNamesOut(
      StatelessSession session, Set<SessionHistory> changed, Set<SessionHistory> known) {
    Map<UUID, SessionHistory> fresh = new HashMap<>();
    changed.stream().filter(row -> !known.contains(row)).forEach(row -> fresh.put(row.id(), row));
    if (!fresh.isEmpty()) {
      session
          .createNativeQuery("select id from erased_session where id in (:ids)", UUID.class)
          .setParameter("ids", fresh.keySet())
          .getResultStream()
          .map(fresh::get)
          .forEach(SessionHistory::eraseUser);
    }
  }

  // Hibernate's upsert is an update and an insert for each row, one at a time; under the lock it is
  // known which rows are new, and both go in batches.
  private static <T> void write(StatelessSession session, Collection<T> rows, Set<T> known) {
    session.insertMultiple(rows.stream().filter(row -> !known.contains(row)).toList());
    session.updateMultiple(rows.stream().filter(known::contains).toList());
  }

  private static List<RoomStanding> standings(StatelessSession session, List<Envelope> events) {
    Set<String> rooms = new LinkedHashSet<>();
    for (Envelope envelope : events) {
      String room = RoomFold.roomOf(envelope.event());
      if (room != null) {
        rooms.add(StorableText.of(room));
      }
    }
    return rooms.isEmpty()
        ? List.of()
        : session.getMultiple(RoomStanding.class, List.copyOf(rooms)).stream()
            .filter(Objects::nonNull)
            .toList();
  }

  private static @Nullable RoomMinute minute(
      StatelessSession session, RoomMinute.Place place, Set<RoomMinute> known) {
    RoomMinute minute = session.get(RoomMinute.class, place);
    if (minute != null) {
      known.add(minute);
    }
    return minute;
  }

  private static List<SessionHistory> known(StatelessSession session, List<Envelope> events) {
    List<UUID> ids = sessionsOf(events);
    List<SessionHistory> rows = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      List<UUID> some = ids.subList(from, Math.min(from + MOST_IDS, ids.size()));
      session.getMultiple(SessionHistory.class, some).stream()
          .filter(Objects::nonNull)
          .forEach(rows::add);
    }
    return rows;
  }

  // A consumer that has lost its partition without knowing may still be writing: one at a time, so
  // that each sees all that the other wrote, and adds nothing older.
  private static void lock(StatelessSession session, int partition) {
    session
        .createNativeQuery("select 1 from pg_advisory_xact_lock(:locks, :partition)", Integer.class)
        .setParameter("locks", LOCKS)
        .setParameter("partition", partition)
        .getSingleResult();
  }

  private static List<UUID> sessionsOf(List<Envelope> events) {
    Set<UUID> ids = new LinkedHashSet<>();
    for (Envelope envelope : events) {
      ids.addAll(HistoryFold.sessionsOf(envelope.event()));
    }
    return List.copyOf(ids);
  }
}
