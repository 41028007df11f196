package dev.naru.admission.state;

import dev.naru.model.Draw;
import dev.naru.model.wire.HashChain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One partition's state in memory. Only {@link Evolver} changes it. Not thread-safe: the loop's
 * thread owns it.
 */
public final class RoomsState implements RoomsView {
  private static final Comparator<Session> BY_EXPIRY =
      Comparator.comparingLong(Session::expiresAt)
          .thenComparing(session -> session.room().name())
          .thenComparingLong(Session::ticket);
  private static final Comparator<RoomState> BY_DUE =
      Comparator.<RoomState>comparingLong(room -> room.dueAt).thenComparing(RoomState::name);
  private static final Comparator<RoomState> BY_QUERY_DUE =
      Comparator.<RoomState>comparingLong(room -> room.queryDueAt).thenComparing(RoomState::name);
  private static final Comparator<RoomState> BY_MOMENT =
      Comparator.<RoomState>comparingLong(room -> room.momentAt).thenComparing(RoomState::name);
  private static final Comparator<PoolState> BY_RELEASE =
      Comparator.<PoolState>comparingLong(pool -> pool.releaseAt).thenComparing(PoolState::name);

  private static final Comparator<Draw> BY_END =
      Comparator.comparingLong(Draw::until)
          .thenComparing(Draw::room)
          .thenComparingLong(Draw::order);

  final TreeMap<String, RoomState> rooms = new TreeMap<>();
  final TreeMap<String, PoolState> pools = new TreeMap<>();
  final TreeMap<String, Integer> placements = new TreeMap<>();

  /** Live sessions by id and by every id that was matched to them. */
  final Map<UUID, Session> sessions = new HashMap<>();

  final Map<UUID, Query> queries = new HashMap<>();
  final TreeSet<Session> activeByExpiry = new TreeSet<>(BY_EXPIRY);
  private final TreeSet<RoomState> roomsByDue = new TreeSet<>(BY_DUE);
  private final TreeSet<RoomState> roomsByQueryDue = new TreeSet<>(BY_QUERY_DUE);
  private final TreeSet<RoomState> roomsByMoment = new TreeSet<>(BY_MOMENT);
  private final TreeSet<PoolState> poolsByRelease = new TreeSet<>(BY_RELEASE);
  final TreeSet<Draw> drawsByEnd = new TreeSet<>(BY_END);
  private final TreeMap<String, PoolState> unsettledPools = new TreeMap<>();
  private long clock;
  private long offset = -1;
  private String chain = HashChain.GENESIS;

  void moveTo(long newOffset, long newClock, String newChain) {
    offset = newOffset;
    clock = newClock;
    chain = newChain;
  }

  /** Keeps the room's place in the order of deadlines after any change to it. */
  void refresh(RoomState room) {
    long dueAt = room.computeDueAt();
    if (dueAt != room.dueAt) {
      roomsByDue.remove(room);
      room.dueAt = dueAt;
      if (dueAt != RoomState.NEVER) {
        roomsByDue.add(room);
      }
    }
    long momentAt = room.schedule().nextAt(room.status());
    if (momentAt != room.momentAt) {
      roomsByMoment.remove(room);
      room.momentAt = momentAt;
      if (momentAt != RoomState.NEVER) {
        roomsByMoment.add(room);
      }
    }
    long queryDueAt = room.computeQueryDueAt();
    if (queryDueAt != room.queryDueAt) {
      roomsByQueryDue.remove(room);
      room.queryDueAt = queryDueAt;
      if (queryDueAt != RoomState.NEVER) {
        roomsByQueryDue.add(room);
      }
    }
  }

  /** Adds a draw, or puts it in the place of what it was, and in the order of deadlines. */
  void put(RoomState room, Draw draw) {
    Draw before = room.put(draw);
    if (before != null) {
      drawsByEnd.remove(before);
    }
    if (!draw.phase().isOver()) {
      drawsByEnd.add(draw);
    }
  }

  /** Keeps the pool among the unsettled ones, or not, and in the order of deadlines. */
  void refresh(PoolState pool) {
    long releaseAt = pool.computeReleaseAt();
    if (releaseAt != pool.releaseAt) {
      poolsByRelease.remove(pool);
      pool.releaseAt = releaseAt;
      if (releaseAt != RoomState.NEVER) {
        poolsByRelease.add(pool);
      }
    }
    if (pool.isUnsettled()) {
      unsettledPools.put(pool.name(), pool);
    } else {
      unsettledPools.remove(pool.name());
    }
  }

  @Override
  public long clock() {
    return clock;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public String chain() {
    return chain;
  }

  @Override
  public Collection<RoomState> rooms() {
    return Collections.unmodifiableCollection(rooms.values());
  }

  @Override
  public @Nullable RoomState room(String name) {
    return rooms.get(name);
  }

  @Override
  public Collection<PoolState> pools() {
    return Collections.unmodifiableCollection(pools.values());
  }

  @Override
  public @Nullable PoolState pool(String name) {
    return pools.get(name);
  }

  @Override
  public SortedMap<String, Integer> placements() {
    return Collections.unmodifiableSortedMap(placements);
  }

  @Override
  public @Nullable Session session(UUID id) {
    return sessions.get(id);
  }

  @Override
  public @Nullable Query query(UUID id) {
    return queries.get(id);
  }

  @Override
  public List<Session> expired(long at, int most) {
    List<Session> expired = new ArrayList<>(0);
    for (Session session : activeByExpiry) {
      if (session.expiresAt() > at || expired.size() == most) {
        break;
      }
      expired.add(session);
    }
    return expired;
  }

  @Override
  public List<Query> overdueQueries(long at, int most) {
    List<Query> overdue = new ArrayList<>(0);
    for (RoomState room : roomsByQueryDue) {
      if (room.queryDueAt > at || overdue.size() == most) {
        break;
      }
      room.addOverdueQueries(at, most, overdue);
    }
    return overdue;
  }

  @Override
  public List<PoolState> overdueHolds(long at) {
    List<PoolState> overdue = new ArrayList<>(0);
    for (PoolState pool : poolsByRelease) {
      if (pool.releaseAt > at) {
        break;
      }
      overdue.add(pool);
    }
    return overdue;
  }

  @Override
  public List<Draw> overdueDraws(long at, int most) {
    List<Draw> overdue = new ArrayList<>(0);
    for (Draw draw : drawsByEnd) {
      if (draw.until() > at || overdue.size() == most) {
        break;
      }
      overdue.add(draw);
    }
    return overdue;
  }

  @Override
  public List<RoomState> unsettledRooms(long at) {
    List<RoomState> due = new ArrayList<>(0);
    for (RoomState room : roomsByDue) {
      if (room.dueAt > at) {
        break;
      }
      due.add(room);
    }
    return due;
  }

  @Override
  public List<RoomState> roomsAtMoment(long at) {
    List<RoomState> due = new ArrayList<>(0);
    for (RoomState room : roomsByMoment) {
      if (room.momentAt > at) {
        break;
      }
      due.add(room);
    }
    return due;
  }

  @Override
  public Collection<PoolState> unsettledPools() {
    return Collections.unmodifiableCollection(unsettledPools.values());
  }

  @Override
  public OptionalLong nextDeadline() {
    long room = roomsByDue.isEmpty() ? RoomState.NEVER : roomsByDue.first().dueAt;
    long session = activeByExpiry.isEmpty() ? RoomState.NEVER : activeByExpiry.first().expiresAt();
    long pool = unsettledPools.isEmpty() ? RoomState.NEVER : 0;
    long query = roomsByQueryDue.isEmpty() ? RoomState.NEVER : roomsByQueryDue.first().queryDueAt;
    long release = poolsByRelease.isEmpty() ? RoomState.NEVER : poolsByRelease.first().releaseAt;
    long moment = roomsByMoment.isEmpty() ? RoomState.NEVER : roomsByMoment.first().momentAt;
    long draw = drawsByEnd.isEmpty() ? RoomState.NEVER : drawsByEnd.first().until();
    long next =
        LongStream.of(room, session, pool, query, release, draw, moment).min().orElseThrow();
    return next == RoomState.NEVER ? OptionalLong.empty() : OptionalLong.of(next);
  }

  @Override
  public Collection<UUID> sessionIds() {
    return Collections.unmodifiableSet(sessions.keySet());
  }

  @Override
  public Collection<UUID> queryIds() {
    return Collections.unmodifiableSet(queries.keySet());
  }
}
