package dev.naru.admission.loop;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.PlacePool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one of several partitions to what the settings file says, a step at a time, and waits for
 * nothing: a pool gets its partition first, and is configured there, then the rooms that use it.
 * The directory's own loop places pools; another does it only where that one's file lacks them.
 * Belongs to the loop's thread. Times are ms since 1970.
 */
final class FileSettingsSteps {
  private static final Logger LOG = LoggerFactory.getLogger(FileSettingsSteps.class);
  private static final long AGAIN_MILLIS = 5_000;

  private final LoopParts parts;
  private final int partition;
  private final int partitions;
  private final RoomsView state;
  private final Map<Command, Long> sent = new HashMap<>();
  private final long begun;
  private List<String> apartBefore = List.of();
  private boolean done;

  FileSettingsSteps(LoopParts parts, int partition, int partitions, RoomsView state) {
    this.parts = parts;
    this.partition = partition;
    this.partitions = partitions;
    this.state = state;
    this.begun = parts.clock().millis();
  }

  /** Whether nothing is left to do. */
  boolean isDone() {
    return done;
  }

  /** Sends what can be sent now, and is not on its way. */
  void step(long now) throws Exception {
    Map<String, Integer> directory = parts.keeper().directory().pools();
    if (done || directory == null) {
      return;
    }
    sent.values().removeIf(at -> now - at > AGAIN_MILLIS);
    List<PlacePool> placements = parts.fileSettings().placements(directory, partitions);
    if (partition == Directory.PLACES || now - begun > AGAIN_MILLIS) {
      for (PlacePool placement : placements) {
        send(Directory.PLACES, placement, now);
      }
    }
    List<String> apart = new ArrayList<>(parts.fileSettings().torn(directory));
    List<Command> changes =
        parts.fileSettings().changes(state, pool -> isHere(directory.get(pool)));
    changes.removeIf(change -> isElsewhere(change, apart));
    for (Command change : changes) {
      configure(change, now);
    }
    sayApart(apart);
    done = placements.isEmpty() && changes.isEmpty();
  }

  private boolean isElsewhere(Command change, List<String> apart) {
    if (!(change instanceof ConfigureRoom room)
        || !parts.keeper().directory().livesElsewhere(room.room(), partition)) {
      return false;
    }
    apart.add(room.room());
    return true;
  }

  private boolean isHere(@Nullable Integer place) {
    return place != null && place == partition;
  }

  private void configure(Command change, long now) throws Exception {
    if (change instanceof ConfigureRoom room && isTooSoon(room)) {
      return;
    }
    if (change instanceof ConfigurePool pool && !sent.containsKey(change)) {
      parts.topics().makeSlots(pool.pool(), pool.settings().slots());
    }
    send(partition, change, now);
  }

  /** A new room must not be on another partition yet. */
  private boolean isTooSoon(ConfigureRoom room) {
    return state.room(room.room()) == null && !parts.keeper().directory().isComplete(partitions);
  }

  private void send(int to, Command command, long now) {
    if (sent.putIfAbsent(command, now) == null) {
      var unused = parts.sender().send(to, command);
    }
  }

  private void sayApart(List<String> found) {
    if (!found.equals(apartBefore)) {
      apartBefore = List.copyOf(found);
      LOG.error(
          "Rooms of the settings file are left as they are: expected a room and all its pools to live on"
              + " one partition, but these live apart. Give them other pools. partition={} rooms={}",
          partition,
          found);
    }
  }
}
