package dev.naru.admission.replay;

import dev.naru.admission.state.ScheduleView.Opening;
import dev.naru.model.LotteryOrder;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionsDrawn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Works out again what the drawings of one room came to, from its events alone: the seed that was
 * promised, the log's own hash, everybody who waited, in the order that follows. Not thread-safe.
 */
final class LotteryFairness {
  private final List<UUID> expected = new ArrayList<>();
  private @Nullable String promised;
  private long drawn;
  private long wrong;
  private boolean isRight = true;

  /** Forgets what was found, but not what is promised: a span begins. */
  void begin() {
    drawn = 0;
    wrong = 0;
  }

  /** The room as it is before the first event. */
  void stand(@Nullable Opening opening) {
    promised = opening == null ? null : opening.seed();
  }

  void promised(RoomScheduled event) {
    promised = event.seed();
  }

  /**
   * A drawing begins.
   *
   * @param chain the log's hash where it stands
   * @param waiting who waits
   */
  void drawn(LotteryDrawn event, String chain, Collection<UUID> waiting) {
    endDrawing();
    drawn++;
    expected.clear();
    expected.addAll(LotteryOrder.of(event.seed(), event.chainHash(), waiting));
    isRight =
        event.seed().equals(promised)
            && event.chainHash().equals(chain)
            && event.participants() == waiting.size();
  }

  /** Some of the order of the drawing that has begun. */
  void drawn(SessionsDrawn event) {
    int until = event.ahead() + event.sessionIds().size();
    isRight &=
        until <= expected.size()
            && expected.subList(event.ahead(), until).equals(event.sessionIds());
  }

  private void endDrawing() {
    wrong += isRight ? 0 : 1;
    isRight = true;
  }

  long drawn() {
    return drawn;
  }

  long wrong() {
    return wrong + (isRight ? 0 : 1);
  }
}
