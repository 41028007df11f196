package dev.naru.admission.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.EndReason;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SlotFreed;
import dev.naru.model.event.TermBegan;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvolverTest {
  private static final UUID SESSION = new UUID(0, 1);
  private static final UUID QUERY = new UUID(0, 2);
  private static final UUID SECOND = new UUID(0, 3);

  private final RoomsState state = new RoomsState();

  @ParameterizedTest
  @MethodSource
  void anEventThatCannotFollowTheStateIsAFault(Event event) {
    assertThatThrownBy(() -> evolve(event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Expected to evolve ")
        .hasMessageEndingWith("but there is none");
  }

  static List<Event> anEventThatCannotFollowTheStateIsAFault() {
    return List.of(
        new SessionQueued(SESSION, "nowhere", "kim", 1, 0, null),
        new SessionAdmitted(SESSION, "nowhere", 1, 1),
        new SessionEnded(SESSION, "nowhere", EndReason.LEFT),
        new QueryQueued(QUERY, SESSION, "nowhere", "p", RawJson.NULL, 1, null),
        new QueryAssigned(QUERY, "p", 0),
        new QueryStarted(QUERY, "p", 0, 1, "w"),
        new QueryCancelled(QUERY, SESSION, "p", 0, QueryCancelled.Cause.REQUESTED),
        new QueryFinished(QUERY, SESSION, "p", 0, 1, QueryState.SUCCEEDED, RawJson.NULL, null),
        new SlotFreed(QUERY, "p", 0),
        new AdmissionPaused("nowhere"));
  }

  @Test
  void aSlotIsLeftByTheQueryItWorksOnOnly() {
    // given
    givenAnActiveSession();
    evolve(new QueryQueued(QUERY, SESSION, "a", "p", RawJson.NULL, 1, null));
    evolve(new QueryAssigned(QUERY, "p", 0));
    evolve(new QueryQueued(SECOND, SESSION, "a", "p", RawJson.NULL, 1, null));
    evolve(new QueryAssigned(SECOND, "p", 0));

    // when, then
    assertThatThrownBy(() -> evolve(new SlotFreed(SECOND, "p", 0)))
        .hasMessage("Expected slot 0 to work on query '" + SECOND + "'");
  }

  @Test
  void aTermThatBeginsChangesNothing() {
    // given
    givenAnActiveSession();
    List<String> before = CanonicalState.lines(state);

    // when
    new Evolver()
        .evolve(
            state,
            new Envelope(state.offset(), 0, state.clock(), state.chain(), new TermBegan("1")));

    // then
    assertThat(CanonicalState.lines(state)).isEqualTo(before);
  }

  @Test
  void theEnvelopeMovesOffsetClockAndChain() {
    // when
    new Evolver().evolve(state, new Envelope(7, 0, 8, "nine", new TermBegan("1")));

    // then
    assertThat(CanonicalState.lines(state)).first().isEqualTo("offset=7 clock=8 chain=nine");
  }

  private void givenAnActiveSession() {
    evolve(new PoolConfigured("p", PoolSettings.defaults().withSlots(1, 2), SettingsSource.FILE));
    evolve(new RoomConfigured("a", RoomSettings.defaults(), SettingsSource.FILE));
    evolve(new SessionQueued(SESSION, "a", "kim", 1, 0, null));
    evolve(new SessionAdmitted(SESSION, "a", 1, 10_000));
  }

  private void evolve(Event event) {
    new Evolver().evolve(state, new Envelope(state.offset() + 1, 0, 1_000, "", event));
  }
}
