package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.EndReason;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.TermBegan;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each kind of contradiction is found, and a good log has none. */
class LedgerTest {
  private static final UUID ANNA = new UUID(0, 1);
  private static final UUID BEN = new UUID(0, 2);
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);
  private static final RawJson ASK = new RawJson("{}");

  private final Ledger ledger = new Ledger(1, 1);
  private long offset;

  private void decide(Command command, Event... events) {
    ledger.command(offset, command);
    for (int i = 0; i < events.length; i++) {
      ledger.event(new Envelope(offset, i, 0, "", events[i]));
    }
    offset++;
  }

  private void join(UUID id, long ticket, Event... more) {
    String user = id.toString();
    Event[] events = new Event[more.length + 1];
    events[0] = new SessionQueued(id, "default", user, ticket, 0, null);
    System.arraycopy(more, 0, events, 1, more.length);
    decide(new RequestSession(id, "default", user, null), events);
  }

  private static Event admitted(UUID id, long ticket) {
    return new SessionAdmitted(id, "default", ticket, 0);
  }

  private static Event ended(UUID id, EndReason reason) {
    return new SessionEnded(id, "default", reason);
  }

  private void submit(UUID id, Event... more) {
    Event[] events = new Event[more.length + 1];
    events[0] = new QueryQueued(id, ANNA, "default", "default", ASK, 0, null);
    System.arraycopy(more, 0, events, 1, more.length);
    decide(new SubmitQuery(id, ANNA, ASK, 0, null, null), events);
  }

  private void finish(UUID id) {
    decide(
        new FinishQuery(id, "default", 0, 1, QueryState.SUCCEEDED, ASK, null),
        new QueryFinished(id, ANNA, "default", 0, 1, QueryState.SUCCEEDED, ASK, null));
  }

  @Test
  void aGoodLogHasNothingBrokenAndNothingUnfinished() {
    // when
    join(ANNA, 1, admitted(ANNA, 1));
    join(BEN, 2);
    ledger.event(new Envelope(offset - 1, 0, 0, "", new TermBegan("1")));
    submit(FIRST, new QueryAssigned(FIRST, "default", 0));
    finish(FIRST);
    decide(new LeaveSession(ANNA), ended(ANNA, EndReason.LEFT), admitted(BEN, 2));
    decide(new LeaveSession(BEN), ended(BEN, EndReason.LEFT));

    // then
    assertThat(ledger.takeBroken()).isEmpty();
    assertThat(ledger.unfinished()).isEmpty();
    assertThat(ledger.timesAsked(ANNA)).isEqualTo(1);
    assertThat(ledger.slots().outcome(FIRST)).isEqualTo("SUCCEEDED");
  }

  @Test
  void whoIsPassedOverIsFound() {
    // when
    join(ANNA, 1);
    join(BEN, 2, admitted(BEN, 2));

    // then
    assertThat(ledger.takeBroken()).singleElement().asString().contains("first in line");
  }

  @Test
  void moreThanTheCapacityAreFound() {
    // when
    join(ANNA, 1, admitted(ANNA, 1));
    join(BEN, 2, admitted(BEN, 2));

    // then
    assertThat(ledger.takeBroken()).containsExactly("2 were active");
  }

  @Test
  void anEndThatNobodyWantedIsFound() {
    // given
    join(ANNA, 1, admitted(ANNA, 1));

    // when
    decide(new LeaveSession(BEN), ended(ANNA, EndReason.IDLE));

    // then
    assertThat(ledger.takeBroken()).singleElement().asString().contains("nobody wanted");
  }

  @Test
  void aCommandThatWasPassedOverOrDecidedTwiceIsFound() {
    // given
    ledger.command(offset++, new LeaveSession(ANNA));
    join(ANNA, 1);

    // when
    ledger.event(new Envelope(1, 0, 0, "", new SessionQueued(ANNA, "default", "anna", 2, 0, null)));

    // then
    assertThat(ledger.takeBroken())
        .anyMatch(it -> it.contains("event 1-0 came after -1-0"))
        .anyMatch(it -> it.contains("event 1-0 came after 1-0"))
        .anyMatch(it -> it.contains("decided twice"));
    assertThat(ledger.unfinished()).anyMatch(it -> it.startsWith("command 0 is undecided"));
  }

  @Test
  void aSlotThatIsGivenTwiceAndTheWrongOrderAreFound() {
    // when
    join(ANNA, 1, admitted(ANNA, 1));
    submit(FIRST);
    submit(SECOND, new QueryAssigned(SECOND, "default", 0), new QueryAssigned(FIRST, "default", 0));

    // then
    assertThat(ledger.takeBroken())
        .anyMatch(it -> it.contains("oldest was"))
        .anyMatch(it -> it.contains("are taken"));
    assertThat(ledger.unfinished()).anyMatch(it -> it.contains("still has slot"));
  }

  @Test
  void twoOutcomesOfAQueryAreFound() {
    // given
    join(ANNA, 1, admitted(ANNA, 1));
    submit(FIRST, new QueryAssigned(FIRST, "default", 0));
    finish(FIRST);

    // when
    finish(FIRST);

    // then
    assertThat(ledger.takeBroken()).anyMatch(it -> it.contains("SUCCEEDED and as SUCCEEDED"));
  }

  @Test
  void whoWasMovedToTheFrontIsFirstInLine() {
    // given
    join(ANNA, 1);
    join(BEN, 2);

    // when
    decide(
        new MoveSession(BEN, 1, "why"),
        new SessionMoved(BEN, "default", 2, 1, 2, 0, "why"),
        admitted(BEN, 2));
    decide(new LeaveSession(BEN), ended(BEN, EndReason.LEFT), admitted(ANNA, 1));

    // then
    assertThat(ledger.takeBroken()).isEmpty();
  }
}
