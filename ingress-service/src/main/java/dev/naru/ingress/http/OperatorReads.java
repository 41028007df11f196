package dev.naru.ingress.http;

import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import java.util.Optional;
import java.util.UUID;

/** Reads rooms and pools as they stand now, or says that it cannot: 503. */
final class OperatorReads {
  private final Partitions partitions;
  private final Rooms rooms;

  OperatorReads(Partitions partitions, Rooms rooms) {
    this.partitions = partitions;
    this.rooms = rooms;
  }

  RoomRecord room(String name) {
    return findRoom(name).orElseThrow(() -> Problems.unknown("room"));
  }

  Optional<RoomRecord> findRoom(String name) {
    if (!Names.isName(name)) {
      return Optional.empty();
    }
    try {
      Partition partition = rooms.partition(name).orElse(null);
      if (partition == null) {
        return Optional.empty();
      }
      Optional<RoomRecord> room = partition.view().room(name);
      room.ifPresent(found -> requireCurrent(partition, found.head()));
      return room;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Returns the number of the partition that the room lives on. */
  int placeOfRoom(String name) {
    return findPlaceOfRoom(name).orElseThrow(() -> Problems.unknown("room"));
  }

  Optional<Integer> findPlaceOfRoom(String name) {
    try {
      return rooms.partition(name).map(Partition::number);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Reads a session of the room, if the view still has it. */
  SessionRecord session(String room, UUID id) {
    try {
      Partition partition = rooms.partition(room).orElseThrow(() -> Problems.unknown("session"));
      SessionReading reading = partition.view().session(id, id);
      requireCurrent(partition, reading.head());
      SessionRecord session = reading.session();
      if (session == null || !session.room().equals(room)) {
        throw Problems.unknown("session");
      }
      return session;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Reads the live session of a user of the room, if there is one. */
  Optional<SessionRecord> liveSession(String room, String userKey) {
    try {
      Partition partition = rooms.partition(room).orElseThrow(() -> Problems.unknown("room"));
      return partition.view().liveSession(room, userKey).map(id -> session(room, id));
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  PoolRecord pool(String name) {
    return findPool(name).orElseThrow(() -> Problems.unknown("pool")).pool();
  }

  /** Returns the number of the partition that the pool lives on; empty if there is no such pool. */
  Optional<Integer> findPlaceOfPool(String name) {
    return findPool(name).map(placed -> placed.partition().number());
  }

  private Optional<PlacedPool> findPool(String name) {
    if (!Names.isName(name)) {
      return Optional.empty();
    }
    try {
      for (Partition partition : partitions.all()) {
        PoolRecord pool = partition.view().pool(name).orElse(null);
        if (pool != null) {
          requireCurrent(partition, pool.head());
          return Optional.of(new PlacedPool(partition, pool));
        }
      }
      partitions.requireCounted();
      return Optional.empty();
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private static void requireCurrent(Partition partition, Head head) {
    String objection = partition.currency().objection(head);
    if (objection != null) {
      throw Problems.viewBehind(objection);
    }
  }

  private record PlacedPool(Partition partition, PoolRecord pool) {}
}
