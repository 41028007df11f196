package dev.naru.evidence.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.EndReason;
import dev.naru.model.QueryState;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogAuditTest {
  private final LogAudit audit = new LogAudit("default");

  private static UUID id(long n) {
    return new UUID(0, n);
  }

  private void queue(long ticket) {
    audit.add(new SessionQueued(id(ticket), "default", "u", ticket, 0, null));
  }

  private void admit(long ticket) {
    audit.add(new SessionAdmitted(id(ticket), "default", ticket, 0));
  }

  private void end(long ticket, EndReason reason) {
    audit.add(new SessionEnded(id(ticket), "default", reason));
  }

  private static List<String> failed(List<Check> checks) {
    return checks.stream().filter(check -> !check.passed()).map(Check::what).toList();
  }

  @Test
  void inTurnWithinCapacityAndAllGone() {
    // given
    for (long ticket = 1; ticket <= 3; ticket++) {
      queue(ticket);
    }
    admit(1);
    admit(2);
    end(1, EndReason.LEFT);
    admit(3);
    end(2, EndReason.LEFT);
    end(3, EndReason.LEFT);

    // when, then
    assertThat(failed(audit.sessionChecks(3, 2))).isEmpty();
  }

  @Test
  void tooManyOutOfTurnAndSomebodyLeftBehind() {
    // given
    for (long ticket = 1; ticket <= 4; ticket++) {
      queue(ticket);
    }
    admit(2);
    admit(1);
    admit(3);
    end(1, EndReason.IDLE);

    // when, then
    assertThat(failed(audit.sessionChecks(4, 2)))
        .containsExactly(
            "log: active at any time",
            "log: admissions out of the order of tickets",
            "log: how sessions ended",
            "log: neither admitted nor ended, or not ended");
  }

  @Test
  void anotherRoomsEventsDoNotCount() {
    // given
    audit.add(new SessionAdmitted(id(9), "other", 9, 0));

    // when, then
    assertThat(failed(audit.sessionChecks(0, 0))).containsExactly("log: how sessions ended");
  }

  @Test
  void queriesAreCountedFromStartToFinish() {
    // given
    for (int slot = 0; slot < 3; slot++) {
      audit.add(new QueryStarted(id(slot), "default", slot, 1, "w"));
    }
    audit.add(new QueryFinished(id(0), id(1), "default", 0, 1, QueryState.FAILED, null, null));
    audit.add(new QueryStarted(id(0), "default", 0, 2, "w"));

    // when, then
    assertThat(failed(audit.queryChecks(3))).containsExactly("log: queries still running");
    assertThat(failed(audit.queryChecks(2))).contains("log: most queries running at once");
  }

  @Test
  void whoWasMovedByAnOperatorHasNoTurn() {
    // given
    for (long ticket = 1; ticket <= 3; ticket++) {
      queue(ticket);
    }
    audit.add(new SessionMoved(id(3), "default", 3, 1, 3, 0, "why"));

    // when
    for (long ticket : List.of(3L, 1L, 2L)) {
      admit(ticket);
      end(ticket, EndReason.LEFT);
    }

    // then
    assertThat(failed(audit.sessionChecks(3, 1))).isEmpty();
  }
}
