package dev.naru.ingress.openai;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.RoomSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models of a room: one for each of its pools, which has the pool's name unless it is set. */
final class Models {
  private final Rooms rooms;

  Models(Rooms rooms) {
    this.rooms = rooms;
  }

  RoomSettings room(String name) {
    try {
      return rooms.settings(name).orElseThrow(() -> DoorErrors.unknownRoom(name));
    } catch (ViewAwayException e) {
      throw away();
    }
  }

  Partition partition(String room) {
    try {
      return rooms.partition(room).orElseThrow(() -> DoorErrors.unknownRoom(room));
    } catch (ViewAwayException e) {
      throw away();
    }
  }

  /** The models that a caller may name, in the order of the room's pools. */
  List<Model> of(String room) {
    Partition partition = partition(room);
    List<Model> models = new ArrayList<>();
    for (String pool : room(room).pools()) {
      models.add(new Model(pool, name(partition, pool)));
    }
    return models;
  }

  /**
   * Returns the pool that a call is for: the one whose model, or whose name, it gives. Null, the
   * room's first, for any other: what models there are is the upstream's affair.
   */
  @Nullable String poolFor(String room, @Nullable String model) {
    if (model == null || room(room).pools().size() == 1) {
      return null;
    }
    return of(room).stream()
        .filter(known -> known.name().equals(model) || known.pool().equals(model))
        .map(Model::pool)
        .findFirst()
        .orElse(null);
  }

  private static String name(Partition partition, String pool) {
    try {
      return partition.view().pool(pool).map(Models::name).orElse(pool);
    } catch (ViewAwayException e) {
      throw away();
    }
  }

  private static String name(PoolRecord pool) {
    String model = pool.settings().upstream().model();
    return model == null ? pool.name() : model;
  }

  private static DoorException away() {
    return DoorErrors.unavailable("The state cannot be read now; try again in a moment");
  }

  /** A model, and the pool that has it. */
  record Model(String pool, String name) {}
}
