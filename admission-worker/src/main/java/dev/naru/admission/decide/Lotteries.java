package dev.naru.admission.decide;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.admission.state.SessionView;
import dev.naru.model.LotteryOrder;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.SessionsDrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Draws the order of those who came before a room opened: all of it with the command that opens the
 * room, so that nobody joins or is admitted in between. A line of 100,000 costs some 100 ms and a
 * hundred events.
 */
final class Lotteries {
  /** How many ids one event holds: some 40 kB. */
  private static final int AT_ONCE = 1_000;

  private Lotteries() {}

  /**
   * Draws.
   *
   * @param chain running hash of the log up to and including the command that opened the room
   */
  static List<Event> draw(RoomView room, String chain) {
    Opening opening = room.opening();
    if (opening == null || opening.seed() == null) {
      throw new IllegalStateException("Expected a drawing to have a seed");
    }
    List<UUID> waiting =
        room.firstWaiting(Integer.MAX_VALUE).stream().map(SessionView::id).toList();
    long first = room.lastTicket() + 1;
    List<Event> events = new ArrayList<>();
    events.add(new LotteryDrawn(room.name(), opening.seed(), chain, waiting.size(), first));
    List<UUID> order = LotteryOrder.of(opening.seed(), chain, waiting);
    for (int ahead = 0; ahead < order.size(); ahead += AT_ONCE) {
      List<UUID> some = order.subList(ahead, Math.min(ahead + AT_ONCE, order.size()));
      events.add(new SessionsDrawn(room.name(), first + ahead, ahead, some));
    }
    return events;
  }
}
