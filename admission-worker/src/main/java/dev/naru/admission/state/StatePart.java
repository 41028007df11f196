package dev.naru.admission.state;

import dev.naru.admission.state.ScheduleView.Stage;
import dev.naru.admission.state.SessionView.KeyedQuery;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.Lottery;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a state that is written down. All pieces, in the order of {@link StateParts}, are the
 * whole; what follows from others is left out. Times are ms since 1970. A change of shape is a new
 * format of snapshots.
 */
public sealed interface StatePart {
  /** Where the log stood. */
  record Place(long offset, long clock, String chain) implements StatePart {}

  /**
   * A pool.
   *
   * @param slots how many it ever had, also those that idle now
   * @param hold null while it gives queries to slots
   */
  record Pool(
      String name,
      PoolSettings settings,
      @Nullable PoolSettings fileSettings,
      int slots,
      PoolView.@Nullable Hold hold)
      implements StatePart {}

  /** Which partition a pool lives on, as the directory has it. */
  record Placement(String pool, int partition) implements StatePart {}

  /**
   * A room.
   *
   * @param pace times of the last admissions, as far as its rate needs them
   * @param admissions the written form of its admissions lately
   */
  record Room(
      String name,
      RoomSettings settings,
      @Nullable RoomSettings fileSettings,
      RoomStatus status,
      boolean paused,
      long lastTicket,
      long serving,
      List<Long> pace,
      String admissions)
      implements StatePart {}

  /**
   * How far a room has come in its schedule, of a room that has one or had one.
   *
   * @param capacityUntil time of the last timed capacity in force
   */
  record Schedule(
      String room,
      ScheduleView.@Nullable Opening opening,
      Stage stage,
      long capacityUntil,
      @Nullable Lottery lottery)
      implements StatePart {}

  /**
   * What everybody in a room was told, of a room in which anything was.
   *
   * @param last number of the last news
   */
  record News(String room, @Nullable Announcement announcement, long last) implements StatePart {}

  /** A draw; those of a room come in the order in which they were prepared. */
  record Drawing(Draw draw) implements StatePart {}

  /** Who was told in a room to have won, the earliest first. */
  record Won(String room, List<String> users) implements StatePart {}

  /**
   * A live session; those who wait come in the order of the line.
   *
   * @param aliases null if it has none
   * @param stay null while it waits
   * @param transfer null if it was never transferred
   */
  record Visit(
      UUID id,
      String room,
      String userKey,
      long ticket,
      long joinedAt,
      @Nullable List<UUID> aliases,
      @Nullable Stay stay,
      @Nullable Transfer transfer)
      implements StatePart {}

  /** Where a session stands in its line that was moved; it comes after the session. */
  record Moved(UUID sessionId, double order) implements StatePart {}

  /** What an active session has more. */
  record Stay(long from, long until, Map<String, KeyedQuery> keyed) {}

  /** What a client's key was used for; keys come in the order of use. */
  record UsedKey(String room, String key, UUID sessionId, String userKey, long usedAt)
      implements StatePart {}

  /**
   * A query; those of a slot come in the order in which the slot holds them.
   *
   * @param live whether its session is; if not, the query has its outcome and still occupies its
   *     slot
   * @param payload null once it was given to a slot
   * @param aliases null if it has none
   */
  record Work(
      UUID id,
      UUID sessionId,
      String room,
      boolean live,
      QueryContent content,
      long order,
      long submittedAt,
      QueryState state,
      int slot,
      int attempt,
      long startedAt,
      @Nullable RawJson payload,
      @Nullable List<UUID> aliases)
      implements StatePart {}
}
