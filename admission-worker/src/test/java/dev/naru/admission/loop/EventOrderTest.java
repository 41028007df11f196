package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.TermBegan;
import dev.naru.model.event.TimePassed;
import dev.naru.model.wire.HashChain;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {
  private static Envelope event(long offset, int index) {
    return envelope(offset, index, new TimePassed());
  }

  private static Envelope term(long offset) {
    return envelope(offset, 0, new TermBegan("test"));
  }

  private static Envelope envelope(long offset, int index, Event event) {
    return new Envelope(offset, index, 0, HashChain.GENESIS, event);
  }

  /** Where it stops; the number of events if it does not. */
  private static int after(long offset, Envelope... events) {
    EventOrder order = new EventOrder(offset);
    int fine = 0;
    for (Envelope envelope : List.of(events)) {
      if (!order.goesOn(envelope)) {
        return fine;
      }
      fine++;
    }
    return fine;
  }

  @Test
  void commandsFollowEachOtherAndSoDoTheirEvents() {
    assertThat(after(-1, term(-1), event(0, 0), event(0, 1), term(0), event(1, 0))).isEqualTo(5);
  }

  @Test
  void anEventThatStandsTwiceIsFound() {
    assertThat(after(-1, event(0, 0), event(0, 0))).isEqualTo(1);
    assertThat(after(-1, event(0, 0), event(0, 1), event(0, 0))).isEqualTo(2);
    assertThat(after(-1, event(0, 0), event(1, 0), event(0, 0))).isEqualTo(2);
  }

  @Test
  void aTermThatKnowsNothingOfTheEventBeforeIsFound() {
    assertThat(after(-1, event(0, 0), event(1, 0), term(0))).isEqualTo(2);
  }

  @Test
  void aGapIsFound() {
    assertThat(after(-1, event(1, 0))).isZero();
    assertThat(after(-1, event(0, 1))).isZero();
    assertThat(after(-1, event(0, 0), event(0, 2))).isEqualTo(1);
    assertThat(after(-1, event(0, 0), event(2, 0))).isEqualTo(1);
  }

  @Test
  void afterASnapshotItsLastCommandMayGoOnButNotBeginAgain() {
    assertThat(after(7, event(8, 0))).isEqualTo(1);
    assertThat(after(7, event(7, 2), event(7, 3), event(8, 0))).isEqualTo(3);
    assertThat(after(7, event(7, 0))).isZero();
  }
}
