package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionTransferred;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferTest {
  private final TestLog log = TestLog.withCapacity(1);
  private final UUID active = log.join("kim");
  private final UUID waiting = log.join("lee");
  private final UUID code = log.newId();
  private final UUID otherCode = log.newId();

  private long offset() {
    return log.state().offset();
  }

  @Test
  void aTransferIsWhereTheTokensOfASessionBeginAnewAndChangesNothingElse() {
    // given
    long token = offset();

    // when
    List<Event> events = log.when(new TransferSession(code, waiting, token));

    // then
    assertThat(events).containsExactly(new SessionTransferred(waiting, ROOM, code));
    assertThat(log.session(waiting).transfer()).isEqualTo(new Transfer(code, offset()));
    assertThat(log.session(waiting).state()).isEqualTo(SessionState.WAITING);
    assertThat(log.session(active).transfer()).isNull();
  }

  @Test
  void ofTwoTransfersThatOneTokenAllowedTheFirstIsDone() {
    // given
    long token = offset();
    log.when(new TransferSession(code, active, token));
    long first = offset();

    // when
    List<Event> second = log.when(new TransferSession(otherCode, active, token));

    // then
    assertThat(refusal(second).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(log.session(active).transfer()).isEqualTo(new Transfer(code, first));
  }

  @Test
  void aRepeatedTransferLeavesTheTokenOfTheFirstGood() {
    // given
    long token = offset();
    log.when(new TransferSession(code, active, token));
    long first = offset();

    // when
    List<Event> again = log.when(new TransferSession(code, active, token));

    // then
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(log.session(active).transfer()).isEqualTo(new Transfer(code, first));
  }

  @Test
  void theTokenOfATransferAllowsTheNext() {
    // given
    log.when(new TransferSession(code, active, offset()));
    long newToken = offset();

    // when
    List<Event> back = log.when(new TransferSession(otherCode, active, newToken));

    // then
    assertThat(back).containsExactly(new SessionTransferred(active, ROOM, otherCode));
  }

  @Test
  void anAliasTransfersTheSessionThatItStandsFor() {
    // given
    UUID alias = log.newId();
    log.when(new RequestSession(alias, ROOM, "lee", null));

    // when
    List<Event> events = log.when(new TransferSession(code, alias, offset()));

    // then
    assertThat(events).containsExactly(new SessionTransferred(waiting, ROOM, code));
  }

  @Test
  void anEndedSessionCannotBeTransferred() {
    // given
    log.when(new LeaveSession(active));

    // when
    List<Event> events = log.when(new TransferSession(code, active, offset()));

    // then
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.UNKNOWN_SESSION);
  }

  @Test
  void aStayThatIsOverIsNotTransferredBeforeTheTick() {
    // given
    log.passes(RoomSettings.defaults().sessionTtl());

    // when
    List<Event> events = log.when(new TransferSession(code, active, offset()));

    // then
    assertThat(events).noneMatch(SessionTransferred.class::isInstance);
    assertThat(log.state().session(active)).isNull();
  }
}
