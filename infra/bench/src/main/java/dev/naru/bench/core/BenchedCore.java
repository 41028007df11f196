package dev.naru.bench.core;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryLimits;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import java.util.function.Consumer;

/** One room and one pool in memory, fed through the same processor as the live loop. */
final class BenchedCore {
  static final String ROOM = "default";
  static final String POOL = "default";
  static final int SLOTS = 10;

  /** Commands that share one millisecond of the log: a million a second. */
  private static final long COMMANDS_A_MILLISECOND = 1_000;

  private final RoomsState state = new RoomsState();
  private final RoomsView view = state;
  private final CommandProcessor processor;
  private long offset;

  /** Makes a room of this capacity, with a line of ten million at most. */
  BenchedCore(int capacity, Consumer<Envelope> events) {
    processor = new CommandProcessor(state, events);
    PoolSettings pool = PoolSettings.defaults().withSlots(SLOTS, 1);
    process(new ConfigurePool(POOL, pool, SettingsSource.FILE));
    RoomSettings d = RoomSettings.defaults();
    RoomSettings room =
        RoomSettings.plain(
            capacity,
            10_000_000,
            d.sessionTtl(),
            d.idleTimeout(),
            d.abandonTimeout(),
            d.claimTimeout(),
            d.admissionRate(),
            d.identity(),
            d.pools(),
            QueryLimits.DEFAULT);
    process(new ConfigureRoom(ROOM, room, SettingsSource.FILE));
  }

  void process(Command command) {
    long at = 1_763_690_400_000L + offset / COMMANDS_A_MILLISECOND;
    processor.process(command, offset++, at, HashChain.GENESIS);
  }

  /** A benchmark that was refused all along would be fast, and worth nothing. */
  void check(int waiting, long lastTicket) {
    RoomView room = view.rooms().iterator().next();
    if (room.waiting() != waiting || room.lastTicket() != lastTicket) {
      throw new IllegalStateException(
          "Expected %d waiting and ticket %d, but found %d and %d"
              .formatted(waiting, lastTicket, room.waiting(), room.lastTicket()));
    }
  }
}
