package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.EndReason;
import dev.naru.model.LotteryOrder;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.wire.HashChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairnessTest {
  private final Fairness fairness = new Fairness();
  private long offset;

  /** Four users stand before a room for one. */
  @BeforeEach
  void aLine() {
    happens(
        new RoomConfigured(
            "lobby", RoomSettings.defaults().withCapacity(1), SettingsSource.OPERATOR));
    for (int ticket = 1; ticket <= 4; ticket++) {
      happens(new SessionQueued(id(ticket), "lobby", "user-" + ticket, ticket, ticket - 1, null));
    }
  }

  private static UUID id(long ticket) {
    return new UUID(0, ticket);
  }

  private void happens(Event event) {
    fairness.add(new Envelope(offset++, 0, 1_000 + offset, HashChain.GENESIS, event));
  }

  private void admitted(long ticket) {
    happens(new SessionAdmitted(id(ticket), "lobby", ticket, 9_000));
  }

  private void ended(long ticket, EndReason reason) {
    happens(new SessionEnded(id(ticket), "lobby", reason));
  }

  private FairnessReport report() {
    return FairnessReport.of(fairness);
  }

  @Test
  void whoGaveUpTheirPlaceWerePassedOverForAReason() {
    // when
    admitted(1);
    ended(2, EndReason.ABANDONED);
    ended(1, EndReason.LEFT);
    admitted(3);

    // then
    assertThat(report().fair()).isTrue();
    assertThat(report().inversions()).isZero();
    assertThat(report().passedOver().counts()).containsOnlyKeys("ABANDONED");
    assertThat(report().passedOver().first()).hasSize(1);
    assertThat(report().passedOver().first().getFirst().ticket()).isEqualTo(2);
  }

  @Test
  void aLaterTicketBeforeAnEarlierOneIsAnInversionAndNamesWhoStoodThere() {
    // when
    admitted(3);
    ended(3, EndReason.LEFT);
    admitted(1);

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().inversions()).isEqualTo(1);
    assertThat(report().passedOver().counts()).containsEntry("STILL_WAITING", 2L);
    assertThat(report().passedOver().first())
        .extracting(PassedOver.Passed::ticket)
        .containsExactly(1L, 2L);
  }

  @Test
  void moreThanTheCapacityIsSaid() {
    // when
    admitted(1);
    admitted(2);

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().maxActive()).isEqualTo(2);
    assertThat(report().admissionsOverCapacity()).isEqualTo(1);
    assertThat(report().rooms().getFirst().capacity()).isEqualTo(1);
  }

  @Test
  void aSecondLiveSessionOfAUserIsADuplicate() {
    // when
    happens(new SessionQueued(id(5), "lobby", "user-1", 5, 4, null));

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().duplicates()).isEqualTo(1);
  }

  @Test
  void aSpanCountsWhatHappenedInItAndKnowsWhoWasThere() {
    // given
    admitted(3);

    // when
    fairness.begin();
    admitted(1);

    // then
    assertThat(report().admissions()).isEqualTo(1);
    assertThat(report().inversions()).isEqualTo(1);
    assertThat(report().maxActive()).isEqualTo(2);
  }

  @Test
  void whoWasMovedByAnOperatorIsNoInversionAndPassesNobodyOver() {
    // given
    admitted(1);
    happens(new SessionMoved(id(4), "lobby", 3, 1, 4, 1, "why"));
    happens(new SessionMoved(id(2), "lobby", 2, 3, 2, 4.5, "why"));

    // when
    ended(1, EndReason.LEFT);
    admitted(4);
    ended(4, EndReason.LEFT);
    admitted(3);
    ended(3, EndReason.LEFT);
    admitted(2);

    // then
    assertThat(report().fair()).isTrue();
    assertThat(report().inversions()).isZero();
    assertThat(report().moves()).isEqualTo(2);
  }

  @Test
  void whoStandsBeforeTheNextByAnOperatorsWordIsNotToBePassedOver() {
    // given
    happens(new SessionMoved(id(4), "lobby", 4, 1, 4, 0, "why"));

    // when
    admitted(1);

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().passedOver().first())
        .extracting(PassedOver.Passed::ticket)
        .containsExactly(4L);
  }

  @Test
  void whoIsMovedAndPassesOthersOverThanThoseIsFound() {
    // given
    happens(new SessionMoved(id(4), "lobby", 4, 2, 4, 1.5, "why"));

    // when
    admitted(4);

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().passedOver().first())
        .extracting(PassedOver.Passed::ticket)
        .containsExactly(1L);
  }

  private static final String SEED = "5e".repeat(32);

  private void drawn(String seed, List<UUID> order) {
    happens(new RoomScheduled("lobby", 900, 0, SEED));
    happens(new LotteryDrawn("lobby", seed, HashChain.GENESIS, order.size(), 5));
    happens(new SessionsDrawn("lobby", 5, 0, order.subList(0, 2)));
    happens(new SessionsDrawn("lobby", 7, 2, order.subList(2, order.size())));
  }

  private static List<UUID> order() {
    return LotteryOrder.of(SEED, HashChain.GENESIS, List.of(id(1), id(2), id(3), id(4)));
  }

  @Test
  void aLotteryThatIsAsItWasPromisedIsFairAndItsOrderIsThatOfTheLine() {
    // given
    drawn(SEED, order());

    // when
    for (int i = 0; i < 4; i++) {
      happens(new SessionAdmitted(order().get(i), "lobby", 5 + i, 9_000));
      happens(new SessionEnded(order().get(i), "lobby", EndReason.LEFT));
    }

    // then
    assertThat(report().fair()).isTrue();
    assertThat(report().lotteries()).isEqualTo(1);
    assertThat(report().wrongLotteries()).isZero();
    assertThat(report().inversions()).isZero();
  }

  @Test
  void anotherSeedThanThePromisedIsFound() {
    // when
    String other = "ff".repeat(32);
    drawn(other, LotteryOrder.of(other, HashChain.GENESIS, List.of(id(1), id(2), id(3), id(4))));

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().wrongLotteries()).isEqualTo(1);
  }

  @Test
  void anOrderThatDoesNotFollowFromItsSeedIsFound() {
    // given
    List<UUID> order = new ArrayList<>(order());
    Collections.swap(order, 0, 3);

    // when
    drawn(SEED, order);

    // then
    assertThat(report().fair()).isFalse();
    assertThat(report().wrongLotteries()).isEqualTo(1);
  }

  @Test
  void whoWaitedAndWasNotDrawnIsFound() {
    // when
    drawn(SEED, order().subList(0, 3));

    // then
    assertThat(report().wrongLotteries()).isEqualTo(1);
  }
}
