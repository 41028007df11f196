package dev.naru.ingress.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.FakeView;
import dev.naru.ingress.deadletter.Letter.Redrive;
import dev.naru.ingress.history.History;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Currencies;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.Stamps;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SessionState;
import dev.naru.model.SlotAssignment;
import dev.naru.model.command.Command;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A redrive, turn by turn, in front of a view and a log in memory. */
class RedriverTest {
  private static final UUID DEAD_QUERY = UUID.randomUUID();
  private static final SlotAssignment QUESTION =
      new SlotAssignment(
          DEAD_QUERY, UUID.randomUUID(), "lobby", "bot", 3, new RawJson("{\"n\":1.10}"), 5_000);

  private final FakeView view = new FakeView();
  private final Stamps stamps = new Stamps();
  private final Partitions partitions =
      new Partitions(
          number -> new Partition(number, view, stamps, Currencies.alwaysCurrent(stamps)));
  private final FakeRedrives redrives = new FakeRedrives();
  private final List<Command> commands = new ArrayList<>();
  private final List<String> appended = new ArrayList<>();
  private final Map<String, byte[]> standing = new HashMap<>();
  private final Map<UUID, QueryRecord> history = new HashMap<>();
  private boolean logAway;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Redriver redriver = redriver();

  private Redriver redriver() {
    partitions.count(1);
    InstantSource time = () -> now;
    QueryRedrive queries =
        new QueryRedrive(
            redrives,
            this::send,
            new Rooms(partitions),
            partitions,
            new PastQueries(history),
            new PresenceBook(),
            new WireFormat(),
            UUID::randomUUID,
            time);
    return new Redriver(
        redrives,
        new LargeLetters(redrives, this::stands),
        new RecordRedrive(redrives, this::append, time),
        queries,
        UUID::randomUUID,
        time);
  }

  private CompletableFuture<LogPosition> send(int partition, Command command) {
    if (logAway) {
      return CompletableFuture.failedFuture(new NotConfirmedException(null));
    }
    commands.add(command);
    return CompletableFuture.completedFuture(new LogPosition(0, commands.size(), 0));
  }

  private Optional<byte[]> stands(String topic, int partition, long offset) {
    if (logAway) {
      throw new NotConfirmedException(null);
    }
    return Optional.ofNullable(standing.get(topic + "/" + partition + "/" + offset));
  }

  private LogPosition append(String topic, int partition, byte[] value) {
    if (logAway) {
      throw new NotConfirmedException(null);
    }
    appended.add(topic + "/" + partition + "/" + new String(value, StandardCharsets.UTF_8));
    return new LogPosition(partition, appended.size(), 0);
  }

  private Letter query() {
    return letter("naru.slots.bot", DEAD_QUERY, new WireFormat().encode(QUESTION));
  }

  private Letter letter(String topic, @Nullable UUID queryId, byte[] value) {
    return letter(topic, queryId, value, HashChain.hashOf(value));
  }

  /** A letter whose bytes are in the log alone. */
  private Letter large(String topic, @Nullable UUID queryId, byte[] value) {
    return letter(topic, queryId, null, HashChain.hashOf(value));
  }

  private Letter letter(
      String topic, @Nullable UUID queryId, byte @Nullable [] value, String hash) {
    Letter letter =
        new Letter(
            UUID.randomUUID(),
            now,
            topic,
            3,
            17,
            queryId == null ? "UNREADABLE" : "MAX_ATTEMPTS",
            queryId,
            3,
            false,
            value,
            hash,
            LetterState.WANTED,
            null);
    redrives.letters.put(letter.id(), letter);
    return letter;
  }

  private Letter now(Letter letter) {
    return Objects.requireNonNull(redrives.letters.get(letter.id()));
  }

  private Redrive redriveOf(Letter letter) {
    return Objects.requireNonNull(now(letter).redrive());
  }

  private void session(UUID id, SessionState state) {
    String reason = state == SessionState.ENDED ? "ROOM_CLOSED" : null;
    view.session(
        new SessionRecord(id, "lobby", state, 1L, null, null, null, null, reason, null, null));
  }

  private QueryRecord outcome(UUID id, UUID session, QueryState state) {
    return new QueryRecord(id, session, "bot", state, null, 3, null, null, null, null, null);
  }

  private Letter running() {
    Letter letter = query();
    redriver.turn();
    session(redriveOf(letter).sessionId(), SessionState.ACTIVE);
    redriver.turn();
    return letter;
  }

  @Test
  void aDeadQueryIsAskedAnewByAVisitorOfItsOwnInItsTurn() {
    // given
    Letter letter = query();

    // when
    redriver.turn();
    UUID session = redriveOf(letter).sessionId();
    session(session, SessionState.WAITING);
    redriver.turn();
    session(session, SessionState.ACTIVE);
    redriver.turn();
    UUID anew = redriveOf(letter).queryId();
    view.query(outcome(anew, session, QueryState.SUCCEEDED));
    redriver.turn();

    // then
    String user = "naru-redrive:" + letter.id();
    assertThat(commands)
        .containsExactly(
            new RequestSession(session, "lobby", user, null),
            new SubmitQuery(anew, session, QUESTION.payload(), 5_000, "bot", user),
            new LeaveSession(session));
    assertThat(anew).isNotEqualTo(DEAD_QUERY);
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
  }

  @Test
  void aQueryThatFailsAgainIsParked() {
    // given
    Letter letter = running();
    Redrive redrive = redriveOf(letter);

    // when
    history.put(
        redrive.queryId(), outcome(redrive.queryId(), redrive.sessionId(), QueryState.FAILED));
    redriver.turn();

    // then
    assertThat(now(letter).state()).isEqualTo(LetterState.OPEN);
    assertThat(now(letter).parked()).isTrue();
    assertThat(commands).endsWith(new LeaveSession(redrive.sessionId()));
  }

  @Test
  void aQueryThatHasAResultIsNotRunAgain() {
    // given
    Letter letter = query();
    history.put(DEAD_QUERY, outcome(DEAD_QUERY, QUESTION.sessionId(), QueryState.SUCCEEDED));

    // when
    redriver.turn();

    // then
    assertThat(commands).isEmpty();
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
  }

  @Test
  void aQueryThatWaitedTooLongToBeStartedLeavesTheLetterOpenAndNotParked() {
    // given
    Letter letter = running();
    Redrive redrive = redriveOf(letter);

    // when
    history.put(
        redrive.queryId(),
        new QueryRecord(
            redrive.queryId(),
            redrive.sessionId(),
            "bot",
            QueryState.TIMED_OUT,
            null,
            0,
            null,
            null,
            null,
            null,
            null));
    redriver.turn();

    // then
    assertThat(now(letter).state()).isEqualTo(LetterState.OPEN);
    assertThat(now(letter).parked()).isFalse();
  }

  @Test
  void aVisitorWhoIsSentAwayLeavesTheLetterOpenAndNotParked() {
    // given
    Letter letter = query();
    redriver.turn();

    // when
    session(redriveOf(letter).sessionId(), SessionState.ENDED);
    redriver.turn();

    // then
    assertThat(now(letter).state()).isEqualTo(LetterState.OPEN);
    assertThat(now(letter).parked()).isFalse();
  }

  @Test
  void whatTheLogDidNotConfirmIsAskedForAgainLater() {
    // given
    Letter letter = query();
    logAway = true;
    redriver.turn();
    logAway = false;

    // when
    redriver.turn();
    int tooSoon = commands.size();
    now = now.plus(Duration.ofSeconds(10));
    redriver.turn();

    // then
    assertThat(tooSoon).isZero();
    assertThat(commands).hasSize(1);
    assertThat(now(letter).state()).isEqualTo(LetterState.JOINING);
  }

  @Test
  void nothingIsLostWhileTheViewIsAway() {
    // given
    Letter letter = running();
    view.away(true);

    // when
    redriver.turn();
    LetterState meanwhile = now(letter).state();
    view.away(false);
    Redrive redrive = redriveOf(letter);
    view.query(outcome(redrive.queryId(), redrive.sessionId(), QueryState.SUCCEEDED));
    redriver.turn();

    // then
    assertThat(meanwhile).isEqualTo(LetterState.RUNNING);
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
    assertThat(commands).hasSize(3);
  }

  @Test
  void aRecordIsAppendedToItsTopicAndPartitionOnce() {
    // given
    Letter letter = letter("naru.commands", null, "half".getBytes(StandardCharsets.UTF_8));

    // when
    redriver.turn();
    redriver.turn();

    // then
    assertThat(appended).containsExactly("naru.commands/3/half");
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
  }

  @Test
  void aLargeRecordIsBroughtBackFromWhereItStood() {
    // given
    byte[] value = "large".getBytes(StandardCharsets.UTF_8);
    Letter letter = large("naru.commands", null, value);
    standing.put("naru.commands/3/17", value);

    // when
    redriver.turn();

    // then
    assertThat(appended).containsExactly("naru.commands/3/large");
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
  }

  @Test
  void aLargeQuestionIsReadOnceAndAskedAnew() {
    // given
    byte[] value = new WireFormat().encode(QUESTION);
    Letter letter = large("naru.slots.bot", DEAD_QUERY, value);
    standing.put("naru.slots.bot/3/17", value);

    // when
    redriver.turn();
    standing.clear();
    session(redriveOf(letter).sessionId(), SessionState.ACTIVE);
    redriver.turn();

    // then
    assertThat(commands).hasSize(2).last().isInstanceOf(SubmitQuery.class);
    assertThat(now(letter).state()).isEqualTo(LetterState.RUNNING);
  }

  @Test
  void aLargeRecordThatIsGoneOrAnotherLeavesItsLetterOpen() {
    // given
    Letter gone = large("naru.commands", null, new byte[] {1});
    Letter question = large("naru.slots.bot", DEAD_QUERY, new byte[] {2});
    standing.put("naru.slots.bot/3/17", new byte[] {3});

    // when
    redriver.turn();

    // then
    assertThat(appended).isEmpty();
    assertThat(commands).isEmpty();
    assertThat(now(gone).state()).isEqualTo(LetterState.OPEN);
    assertThat(now(question).state()).isEqualTo(LetterState.OPEN);
  }

  @Test
  void aLargeRecordWaitsForTheLog() {
    // given
    byte[] value = {7};
    Letter letter = large("naru.commands", null, value);
    standing.put("naru.commands/3/17", value);
    logAway = true;
    redriver.turn();
    LetterState meanwhile = now(letter).state();
    logAway = false;

    // when
    now = now.plus(Duration.ofSeconds(10));
    redriver.turn();

    // then
    assertThat(meanwhile).isEqualTo(LetterState.RUNNING);
    assertThat(now(letter).state()).isEqualTo(LetterState.REDRIVEN);
  }

  /** Redrives in memory, all taken at once. */
  private static final class FakeRedrives implements Redrives {
    final Map<UUID, Letter> letters = new HashMap<>();

    @Override
    public List<Letter> take(Instant now, int most, Supplier<UUID> ids) {
      List<Letter> taken =
          letters.values().stream()
              .filter(letter -> letter.state() == LetterState.WANTED)
              .map(letter -> begun(letter, new Redrive(ids.get(), ids.get(), now)))
              .toList();
      taken.forEach(letter -> letters.put(letter.id(), letter));
      return taken;
    }

    private static Letter begun(Letter letter, Redrive redrive) {
      return letter.with(
          letter.queryId() == null ? LetterState.RUNNING : LetterState.JOINING, redrive);
    }

    @Override
    public List<Letter> underWay() {
      return letters.values().stream().filter(letter -> letter.state().isUnderWay()).toList();
    }

    @Override
    public boolean keep(Letter letter, byte[] value) {
      letters.put(letter.id(), letter.with(value));
      return true;
    }

    @Override
    public boolean step(Letter letter, LetterState to, Redrive redrive) {
      letters.put(letter.id(), letter.with(to, redrive));
      return true;
    }

    @Override
    public boolean end(Letter letter, LetterState to, boolean parked) {
      letters.put(
          letter.id(),
          new Letter(
              letter.id(),
              letter.at(),
              letter.topic(),
              letter.partition(),
              letter.offset(),
              letter.reason(),
              letter.queryId(),
              letter.attempts(),
              letter.parked() || parked,
              letter.value(),
              letter.sha256(),
              to,
              letter.redrive()));
      return true;
    }
  }

  private record PastQueries(Map<UUID, QueryRecord> queries) implements History {
    @Override
    public Optional<SessionRecord> endedSession(UUID id) {
      return Optional.empty();
    }

    @Override
    public Optional<QueryRecord> finishedQuery(UUID id) {
      return Optional.ofNullable(queries.get(id));
    }

    @Override
    public long tokensSince(UUID id) {
      return 0;
    }

    @Override
    public UUID liveSessionId(UUID id) {
      return id;
    }
  }
}
