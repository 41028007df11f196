package dev.naru.admission.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.replay.Verifier.Verification;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.admission.state.CanonicalState;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private static final long BEGIN = 1_700_000_000_000L;

  private final WireFormat wire = new WireFormat();
  private final HashChain hashChain = new HashChain();
  private final List<RecordedCommand> commands = new ArrayList<>();
  private final List<Envelope> events = new ArrayList<>();
  private final RoomsState state = new RoomsState();
  private RoomsState verified = new RoomsState();
  private final CommandProcessor worker = new CommandProcessor(state, events::add);

  /** Thirty users come to a room for twenty, garbage comes between, and five leave. */
  @BeforeEach
  void record() {
    term("1.0");
    decide(new ConfigurePool("default", PoolSettings.defaults(), SettingsSource.FILE));
    decide(new ConfigureRoom("lobby", RoomSettings.defaults(), SettingsSource.FILE));
    for (int i = 0; i < 30; i++) {
      decide(new RequestSession(new UUID(0, i), "lobby", "user-" + i, null));
    }
    decide("{garbage".getBytes(StandardCharsets.UTF_8), null);
    term("1.1");
    for (int i = 0; i < 5; i++) {
      decide(new LeaveSession(new UUID(0, i)));
    }
  }

  private void decide(Command command) {
    decide(wire.encode(command), command);
  }

  private void decide(byte[] value, @Nullable Command command) {
    long offset = commands.size();
    commands.add(new RecordedCommand(offset, BEGIN + offset, value, command));
    worker.process(command, offset, BEGIN + offset, hashChain.next(state.chain(), value));
  }

  private void term(String version) {
    events.add(
        new Envelope(state.offset(), 0, state.clock(), state.chain(), new TermBegan(version)));
  }

  private Verification verify() {
    return verify(0);
  }

  private Verification verify(int from) {
    Verifier verifier = new Verifier(new RoomsState(), events.iterator(), from);
    verifier.verify(commands.subList(from, commands.size()).iterator(), done -> {});
    verifier.expectNothingBefore(Long.MAX_VALUE);
    verified = verifier.state();
    return verifier.verification();
  }

  @Test
  void aTrueRecordIsEqualAndFair() {
    // when
    var result = verify();

    // then
    assertThat(result.equal()).isTrue();
    assertThat(result.difference()).isNull();
    assertThat(result.commands()).isEqualTo(commands.size());
    assertThat(result.events()).isEqualTo(events.size() - 2);
    assertThat(result.versions()).containsExactly("1.0", "1.1");
    assertThat(CanonicalState.lines(verified)).isEqualTo(CanonicalState.lines(state));
    FairnessReport fairness = result.fairness();
    assertThat(fairness.fair()).isTrue();
    assertThat(fairness.admissions()).isEqualTo(25);
    assertThat(fairness.maxActive()).isEqualTo(20);
  }

  @Test
  void aSpanBeginsWithWhatTheRecordCameTo() {
    // when
    var result = verify(32);

    // then
    assertThat(result.equal()).isTrue();
    assertThat(result.commands()).isEqualTo(commands.size() - 32);
    assertThat(result.versions()).containsExactly("1.0", "1.1");
    assertThat(result.fairness().admissions()).isEqualTo(5);
    assertThat(CanonicalState.lines(verified)).isEqualTo(CanonicalState.lines(state));
  }

  @Test
  void aSpanThatBeginsWithATermKnowsItsVersionOnly() {
    // when
    var result = verify(33);

    // then
    assertThat(result.versions()).containsExactly("1.1");
  }

  @Test
  void aSpanBehindTheDecidedLogIsRefused() {
    // when / then
    assertThatThrownBy(() -> new Verifier(new RoomsState(), events.iterator(), commands.size() + 1))
        .isInstanceOf(CannotReplayException.class)
        .hasMessage("Expected 'from' to be at most 38, where the decided log ends, but it is 39");
  }

  @Test
  void anEventThatWasChangedIsTheFirstDifference() {
    // given
    int changed = indexOfLast(SessionAdmitted.class);
    Envelope it = events.get(changed);
    var admitted = (SessionAdmitted) it.event();
    var other =
        new SessionAdmitted(
            new UUID(0, 29), admitted.room(), admitted.ticket(), admitted.expiresAt());
    events.set(changed, new Envelope(it.offset(), it.index(), it.clock(), it.chain(), other));

    // when
    var result = verify();

    // then
    assertThat(result.equal()).isFalse();
    assertThat(result.difference()).isNotNull();
    assertThat(result.difference().offset()).isEqualTo(it.offset());
    assertThat(result.difference().index()).isEqualTo(it.index());
    assertThat(result.difference().decided()).isEqualTo(it);
    assertThat(result.difference().recorded()).isEqualTo(events.get(changed));
  }

  @Test
  void aCommandThatWasChangedShowsInTheChain() {
    // given
    RecordedCommand it = commands.get(7);
    var forged = new RequestSession(new UUID(0, 6), "lobby", "somebody-else", null);
    commands.set(7, new RecordedCommand(it.offset(), it.timestamp(), wire.encode(forged), forged));

    // when
    var result = verify();

    // then
    assertThat(result.equal()).isFalse();
    assertThat(result.difference()).isNotNull();
    assertThat(result.difference().offset()).isEqualTo(7);
  }

  @Test
  void anEventThatIsMissingIsADifference() {
    // given
    events.remove(indexOfLast(SessionAdmitted.class));

    // when
    var result = verify();

    // then
    assertThat(result.equal()).isFalse();
  }

  @Test
  void eventsWithoutTheirCommandsAreADifference() {
    // given
    commands.removeLast();

    // when
    var result = verify();

    // then
    assertThat(result.equal()).isFalse();
    assertThat(result.difference()).isNotNull();
    assertThat(result.difference().decided()).isNull();
  }

  @Test
  void commandsThatAreNotDecidedYetAreNoDifference() {
    // given
    byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
    commands.add(new RecordedCommand(commands.size(), BEGIN + 1_000, value, null));

    // when
    var result = verify();

    // then
    assertThat(result.equal()).isTrue();
    assertThat(result.commands()).isEqualTo(commands.size() - 1);
  }

  private int indexOfLast(Class<?> type) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (type.isInstance(events.get(i).event())) {
        return i;
      }
    }
    throw new AssertionError("Expected a " + type.getSimpleName());
  }
}
