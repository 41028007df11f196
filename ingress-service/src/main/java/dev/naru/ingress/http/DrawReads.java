package dev.naru.ingress.http;

import dev.naru.ingress.view.DrawReading;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.NewsReading;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Draw;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Reads the draws of rooms as they stand now: 404 where there is none, 503 if that cannot be told.
 */
final class DrawReads {
  private static final long FROM_THE_FIRST = 0;

  private final Rooms rooms;

  DrawReads(Rooms rooms) {
    this.rooms = rooms;
  }

  /** Where the room lives. */
  Partition partition(String room) {
    return KnownRooms.partition(rooms, room);
  }

  Draw draw(String room, UUID id) {
    Partition partition = partition(room);
    try {
      DrawReading reading = partition.view().draw(room, id);
      requireCurrent(partition, reading.head());
      if (reading.draw() == null) {
        throw Problems.unknown("draw");
      }
      return reading.draw();
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** The last of a room's draws, the newest first. */
  List<Draw> draws(String room) {
    Partition partition = partition(room);
    try {
      NewsReading news = partition.view().news(room, FROM_THE_FIRST);
      requireCurrent(partition, news.head());
      return news.draws().stream()
          .sorted(Comparator.comparingLong(Draw::order).reversed())
          .toList();
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
}
