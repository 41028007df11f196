package dev.naru.ingress.http;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.View;
import dev.naru.ingress.view.ViewAwayException;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads rooms and pools with all that goes on in them: bounded, however large the crowd is. */
final class LiveReads {
  private static final int MOST_SEATS = 200;
  private static final int MOST_OF_LINE = 10;
  private static final int MOST_SLOTS = 200;

  private final OperatorReads reads;
  private final Partitions partitions;
  private final InstantSource time;

  LiveReads(OperatorReads reads, Partitions partitions, InstantSource time) {
    this.reads = reads;
    this.partitions = partitions;
    this.time = time;
  }

  LiveBody room(String name) {
    RoomRecord room = reads.room(name);
    try {
      Partition partition = partitions.of(reads.placeOfRoom(name));
      View view = partition.view();
      return LiveBody.of(
          room,
          view.crowd(name, MOST_SEATS, MOST_OF_LINE),
          room.settings().pools().stream().map(this::pool).toList(),
          partition.currency().lagSeconds(),
          time.millis());
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  LivePoolBody pool(String name) {
    var pool = reads.pool(name);
    int place = reads.findPlaceOfPool(name).orElseThrow(() -> Problems.unknown("pool"));
    try {
      return LivePoolBody.of(pool, partitions.of(place).view().slots(name, MOST_SLOTS));
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** The names of all rooms, in their order. */
  List<String> rooms() {
    return names(View::rooms);
  }

  List<String> pools() {
    return names(View::pools);
  }

  private List<String> names(Function<View, Iterable<String>> of) {
    TreeSet<String> names = new TreeSet<>();
    try {
      partitions.requireCounted();
      partitions.all().forEach(partition -> of.apply(partition.view()).forEach(names::add));
      return List.copyOf(names);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }
}
