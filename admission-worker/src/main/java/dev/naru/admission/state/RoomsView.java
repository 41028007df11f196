package dev.naru.admission.state;

import dev.naru.model.Draw;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One partition's state, read-only: all that a decision may look at. Times are ms since 1970. */
public interface RoomsView {
  /** The clock after the last command: the largest log time seen. */
  long clock();

  /** Offset of the last command applied, -1 before the first. */
  long offset();

  /** Running hash of the log up to {@link #offset()}, 64 hex digits. */
  String chain();

  /** All rooms, by name. */
  Collection<? extends RoomView> rooms();

  @Nullable RoomView room(String name);

  /** All pools, by name. */
  Collection<? extends PoolView> pools();

  @Nullable PoolView pool(String name);

  /** Pools that were placed, by name, and the partition of each; only partition 0 has any. */
  SortedMap<String, Integer> placements();

  /** Where each pool lives, by name: partition 0 knows of all, another one of none but its own. */
  default SortedMap<String, Integer> directory() {
    SortedMap<String, Integer> directory = new TreeMap<>();
    pools().forEach(pool -> directory.put(pool.name(), 0));
    directory.putAll(placements());
    return directory;
  }

  /** The live session of this id, also by an id that was matched to it; null if there is none. */
  @Nullable SessionView session(UUID id);

  /**
   * The unfinished query of this id, or one that was cancelled or timed out and still occupies a
   * slot; null if there is none.
   */
  @Nullable QueryView query(UUID id);

  /** Active sessions whose longest stay has ended at the clock, the earliest first. */
  List<? extends SessionView> expired(long clock, int most);

  /** Queries that have waited too long to be started at the clock; each room's in their order. */
  List<? extends QueryView> overdueQueries(long clock, int most);

  /** Held pools whose hold has ended at the clock, the earliest first. */
  List<? extends PoolView> overdueHolds(long clock);

  /** Draws whose phase has ended at the clock, the earliest first. */
  List<Draw> overdueDraws(long clock, int most);

  /** Rooms in which somebody can be admitted, or must be sent away, at the clock. */
  List<? extends RoomView> unsettledRooms(long clock);

  /** Rooms whose schedule has something to do at the clock, the earliest first. */
  List<? extends RoomView> roomsAtMoment(long clock);

  /** Pools with a queued query and a free slot that are not held. */
  Collection<? extends PoolView> unsettledPools();

  /** When something becomes due without a command; empty if never. */
  OptionalLong nextDeadline();

  /** Ids of all live sessions, in no particular order: for those who write all of it somewhere. */
  Collection<UUID> sessionIds();

  /** Ids of all queries, in no particular order: for those who write all of it somewhere. */
  Collection<UUID> queryIds();
}
