package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader;
import dev.naru.ingress.EventReader.Pushed;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.wire.ViewKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pushed, in which order, to whom; over real HTTP, in front of ports in memory. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PushControllersTest {
  private final AtomicLong offsets = new AtomicLong(100);
  private HttpDoor door;
  private SessionRecord session;
  private String[] token;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    MeterRegistry meters = door.context.getBean(MeterRegistry.class);
    door.context.getBean(Signals.class).close();
    await().until(() -> meters.get("naru.pushes.open").gauge().value() == 0);
    door.close();
  }

  @BeforeEach
  void aSessionIsActive() {
    door.view.away(false);
    door.chunks.away(false);
    door.view.room("lobby", RoomSettings.defaults());
    session = door.session(SessionState.ACTIVE);
    token = door.tokenOf(session.id(), 0);
  }

  private UUID query(QueryState state) {
    UUID id = UUID.randomUUID();
    shows(id, state);
    return id;
  }

  /** What an admission worker does: the view, its stamp, and the event. */
  private void shows(UUID query, QueryState state) {
    boolean over = state.isTerminal();
    door.view.query(
        new QueryRecord(
            query,
            session.id(),
            "default",
            state,
            over ? null : Long.valueOf(0),
            state == QueryState.QUEUED ? 0 : 1,
            Instant.ofEpochMilli(1),
            state == QueryState.QUEUED ? null : Instant.ofEpochMilli(2),
            over ? Instant.ofEpochMilli(3) : null,
            over ? "{\n\"echo\": 1\n}" : null,
            null));
    changed(query);
  }

  private void changed(UUID id) {
    long offset = offsets.incrementAndGet();
    door.shown(offset);
    door.context.getBean(Signals.class).changed(id, offset);
  }

  private void asks(UUID query) {
    long offset = offsets.incrementAndGet();
    door.asked.note(0, session.id(), query);
    door.shown(offset);
    door.context.getBean(Signals.class).asked(session.id(), query, offset);
  }

  private void ends() {
    door.view.session(
        new SessionRecord(
            session.id(),
            "lobby",
            SessionState.ENDED,
            7L,
            null,
            null,
            null,
            null,
            "LEFT",
            null,
            null));
    changed(session.id());
  }

  private EventReader follow(String path, String... headers) throws Exception {
    return EventReader.open(door.port, path, headers);
  }

  private String[] with(String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(token));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String events(UUID query) {
    return "/v1/queries/" + query + "/events";
  }

  private String events() {
    return "/v1/sessions/" + session.id() + "/events";
  }

  private static List<String> brief(List<Pushed> events) {
    return events.stream().map(Pushed::brief).toList();
  }

  @Test
  void aQueryIsToldFromItsStateToItsEndWithEveryPiece() throws Exception {
    // given
    UUID query = query(QueryState.QUEUED);
    try (EventReader reader = follow(events(query), token)) {
      assertThat(reader.next().brief()).isEqualTo("query QUEUED");

      // when
      shows(query, QueryState.RUNNING);
      assertThat(reader.next().brief()).isEqualTo("query RUNNING");
      door.chunks.append(query, 1, 0, "Na");
      Pushed piece = reader.next();
      door.chunks.append(query, 1, 1, "ru\n");
      shows(query, QueryState.SUCCEEDED);

      // then
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
      assertThat(piece.data()).isEqualTo("{\"attempt\":1,\"index\":0,\"data\":\"Na\"}");
      List<Pushed> rest = reader.rest();
      assertThat(brief(rest)).containsExactly("chunk ru\n", "query SUCCEEDED");
      assertThat(rest.getLast().json().path("result").path("echo").asInt()).isEqualTo(1);
      assertThat(reader.retries).allSatisfy(millis -> assertThat(millis).isBetween(1_000, 4_000));
    }
    await().until(() -> door.chunks.listening(query) == 0);
  }

  @Test
  void whoeverComesBackIsToldWhatFollowsAndNothingTwice() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    for (int i = 0; i < 200; i++) {
      door.chunks.append(query, 1, i, "c" + i);
    }
    shows(query, QueryState.SUCCEEDED);
    List<Pushed> all;
    try (EventReader reader = follow(events(query), token)) {
      all = reader.rest();
    }
    assertThat(all).hasSize(201);

    // when, then
    for (int known : List.of(0, 1, 63, 64, 198, 199)) {
      String last = all.get(known).id();
      try (EventReader reader = follow(events(query), with("Last-Event-ID", last))) {
        assertThat(brief(reader.rest())).isEqualTo(brief(all.subList(known + 1, 201)));
      }
      try (EventReader reader = follow(events(query) + "?lastEventId=" + last, token)) {
        assertThat(brief(reader.rest())).isEqualTo(brief(all.subList(known + 1, 201)));
      }
    }
    String end = all.getLast().id();
    Answer over = door.caller.send("GET", events(query), null, with("Last-Event-ID", end));
    assertThat(over.status()).isEqualTo(204);
  }

  @Test
  void aChangeBetweenTwoConnectionsIsTold() throws Exception {
    // given
    UUID query = query(QueryState.QUEUED);
    Pushed queued;
    try (EventReader reader = follow(events(query), token)) {
      queued = reader.next();
    }

    // when
    shows(query, QueryState.RUNNING);

    // then
    try (EventReader reader = follow(events(query), with("Last-Event-ID", queued.id()))) {
      assertThat(reader.next().brief()).isEqualTo("query RUNNING");
    }
  }

  @Test
  void aSessionIsToldWithItsQueriesAndTheirPiecesUpToItsEnd() throws Exception {
    // given
    UUID earlier = query(QueryState.RUNNING);
    UUID finished = query(QueryState.SUCCEEDED);
    door.asked.note(0, session.id(), finished);
    door.asked.note(0, session.id(), earlier);
    door.asked.note(0, session.id(), UUID.randomUUID());
    try (EventReader reader = follow(events(), token)) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      assertThat(reader.next().text("queryId")).isEqualTo(earlier.toString());

      // when
      UUID later = query(QueryState.QUEUED);
      asks(later);
      Pushed queued = reader.next();
      door.chunks.append(earlier, 1, 0, "piece");
      Pushed piece = reader.next();
      shows(later, QueryState.CANCELLED);
      shows(earlier, QueryState.CANCELLED);
      ends();

      // then
      assertThat(queued.text("queryId")).isEqualTo(later.toString());
      assertThat(piece.text("queryId")).isEqualTo(earlier.toString());
      assertThat(piece.text("data")).isEqualTo("piece");
      List<Pushed> rest = reader.rest();
      assertThat(brief(rest))
          .containsExactly("query CANCELLED", "query CANCELLED", "session ENDED");
      Answer over =
          door.caller.send("GET", events(), null, with("Last-Event-ID", rest.getLast().id()));
      assertThat(over.status()).isEqualTo(204);
    }
  }

  @Test
  void aSessionGoesOnWhereItWasLeft() throws Exception {
    // given
    UUID running = query(QueryState.RUNNING);
    door.chunks.append(running, 1, 0, "known");
    Pushed last;
    try (EventReader reader = follow(events(), token)) {
      assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      asks(running);
      assertThat(reader.next().brief()).isEqualTo("query RUNNING");
      last = reader.next();
      assertThat(last.brief()).isEqualTo("chunk known");
    }

    // when
    UUID between = query(QueryState.SUCCEEDED);
    asks(between);
    door.chunks.append(running, 1, 1, "new");

    // then
    try (EventReader reader = follow(events(), with("Last-Event-ID", last.id()))) {
      assertThat(List.of(reader.next().brief(), reader.next().brief()))
          .containsExactly("chunk new", "query SUCCEEDED");
      ends();
      assertThat(brief(reader.rest())).containsExactly("session ENDED");
    }
  }

  @Test
  void positionsAreToldOnceASecondAtMost() throws Exception {
    // given
    session = door.session(SessionState.WAITING);
    token = door.tokenOf(session.id(), 0);
    try (EventReader reader = follow(events(), token)) {
      Pushed first = reader.next();
      assertThat(first.json().path("position").asInt()).isEqualTo(3);

      // when
      for (long position : List.of(2L, 1L)) {
        door.view.session(
            new SessionRecord(
                session.id(),
                "lobby",
                SessionState.WAITING,
                7L,
                position,
                null,
                null,
                null,
                null,
                null,
                ""));
        long offset = offsets.incrementAndGet();
        door.shown(offset);
        door.context.getBean(Signals.class).moved(ViewKeys.line("lobby"), offset);
      }

      // then
      Pushed moved = reader.next();
      assertThat(moved.json().path("position").asInt()).isOne();
      assertThat(Duration.ofNanos(moved.at() - first.at())).isGreaterThan(Duration.ofMillis(800));
    }
  }

  @Test
  void whileNothingCanBeReadThePushStaysOpen() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    try (EventReader reader = follow(events(query), token)) {
      assertThat(reader.next().brief()).isEqualTo("query RUNNING");

      // when
      door.chunks.away(true);
      door.chunks.append(query, 1, 0, "late");
      door.view.away(true);
      changed(query);
      await().pollDelay(Duration.ofMillis(1_200)).until(reader::isQuiet);
      door.view.away(false);
      door.chunks.away(false);
      shows(query, QueryState.SUCCEEDED);

      // then
      assertThat(brief(reader.rest())).containsExactly("chunk late", "query SUCCEEDED");
    }
  }

  @Test
  void aTicketOpensOnePush() throws Exception {
    // given
    UUID query = query(QueryState.SUCCEEDED);
    String path = "/v1/sessions/" + session.id() + "/push-tickets";
    Answer issued = door.caller.send("POST", path, null, token);
    String ticket = issued.text("ticket");

    // when
    try (EventReader first = follow(events(query) + "?ticket=" + ticket)) {
      Answer again = door.caller.send("GET", events(query) + "?ticket=" + ticket, null);

      // then
      assertThat(issued.status()).isEqualTo(201);
      assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
      assertThat(first.status()).isEqualTo(200);
      assertThat(brief(first.rest())).containsExactly("query SUCCEEDED");
      assertThat(again.status()).isEqualTo(401);
      assertThat(again.text("detail")).contains("push-tickets");
    }
  }

  @Test
  void aTicketIsItsSessionsOwn() {
    // given
    SessionRecord other = door.session(SessionState.ACTIVE);
    String path = "/v1/sessions/" + other.id() + "/push-tickets";
    String[] theirs = door.tokenOf(other.id(), 0);
    String ticket = door.caller.send("POST", path, null, theirs).text("ticket");

    // when, then
    assertThat(door.caller.send("POST", path, null, token).status()).isEqualTo(403);
    assertThat(door.caller.send("POST", path, null).status()).isEqualTo(401);
    assertThat(door.caller.send("GET", events() + "?ticket=" + ticket, null).status())
        .isEqualTo(403);
  }

  @Test
  void ticketsThatCannotBeKeptOrLookedUpAreAskedForAgain() {
    // given
    String path = "/v1/sessions/" + session.id() + "/push-tickets";
    door.tickets.away(true);

    // when
    Answer kept = door.caller.send("POST", path, null, token);
    Answer used = door.caller.send("GET", events() + "?ticket=x", null);
    door.tickets.away(false);

    // then
    for (Answer answer : List.of(kept, used)) {
      assertThat(answer.problem()).isEqualTo("view-away");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void whoMayNotLookIsNotPushedTo() {
    // given
    UUID query = query(QueryState.RUNNING);
    String[] stranger = door.tokenOf(door.session(SessionState.ACTIVE).id(), 0);
    UUID nobody = new UUID(0x7000, 1L << 63);
    String none = "/v1/sessions/" + nobody + "/events";

    // when, then
    for (String path : List.of(events(query), events())) {
      assertThat(door.caller.send("GET", path, null).status()).isEqualTo(401);
      assertThat(door.caller.send("GET", path + "?ticket=x", null).status()).isEqualTo(401);
      assertThat(door.caller.send("GET", path, null, stranger).status()).isEqualTo(403);
    }
    assertThat(door.caller.send("GET", events(nobody), null, token).status()).isEqualTo(404);
    assertThat(door.caller.send("GET", none, null, token).status()).isEqualTo(404);
    door.view.away(true);
    assertThat(door.caller.send("GET", events(query), null, token).problem())
        .isEqualTo("view-away");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "17", "1-0.a.b", "99999999999999999999-0.x"})
  void anIdOfSomethingElseIsRefused(String last) {
    // given
    UUID query = query(QueryState.RUNNING);

    // when, then
    for (String path : List.of(events(query), events())) {
      Answer refused = door.caller.send("GET", path, null, with("Last-Event-ID", last));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("detail")).contains("Last-Event-ID");
    }
  }

  @Test
  void aClientThatDoesNotReadIsLetGoAndNobodyElseNotices() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    MeterRegistry meters = door.context.getBean(MeterRegistry.class);
    double droppedBefore = meters.counter("naru.pushes.dropped").count();
    try (Socket deaf = new Socket();
        EventReader other = follow(events(query), token)) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new InetSocketAddress("127.0.0.1", door.port));
      ask(deaf, query);
      assertThat(other.next().brief()).isEqualTo("query RUNNING");

      // when
      String piece = "x".repeat(64 << 10);
      for (int i = 0; i < 200; i++) {
        door.chunks.append(query, 1, i, piece);
      }

      // then
      for (int i = 0; i < 200; i++) {
        assertThat(other.next().json().path("index").asInt()).isEqualTo(i);
      }
      await()
          .atMost(Pushes.PATIENCE.plusSeconds(10))
          .until(() -> meters.counter("naru.pushes.dropped").count() == droppedBefore + 1);
      await().until(() -> door.chunks.listening(query) == 1);
      assertThat(isClosed(deaf)).isTrue();
    }
  }

  /** Also of one session: its places are free again as soon as somebody wants one. */
  @Test
  void pushesBeginThoughOthersHangUp() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    int begun = 0;

    // when
    for (int i = 0; i < 1_000; i++) {
      try (Socket socket = new Socket("127.0.0.1", door.port)) {
        socket.setSoTimeout(5_000);
        ask(socket, query);
        begun +=
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                    .equals("HTTP/1.1 200")
                ? 1
                : 0;
      }
    }

    // then
    assertThat(begun).isEqualTo(1_000);
  }

  private void ask(Socket socket, UUID query) throws Exception {
    String request =
        "GET " + events(query) + " HTTP/1.1\r\nHost: x\r\n" + token[0] + ": " + token[1];
    socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aClientThatGoesLeavesNothingBehind() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    EventReader reader = follow(events(query), token);
    assertThat(reader.next().brief()).isEqualTo("query RUNNING");

    // when
    reader.close();

    // then
    await().until(() -> door.chunks.listening(query) == 0);
  }

  @Test
  void theHeadOfAPushCanBeHadAlone() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);

    // when
    Answer head = door.caller.send("HEAD", events(query), null, token);

    // then
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    assertThat(door.chunks.listening(query)).isZero();
  }

  @Test
  void whatAReaderSaysNeverthelessIsPassedOver() throws Exception {
    // given
    UUID query = query(QueryState.RUNNING);
    try (Socket socket = new Socket("127.0.0.1", door.port)) {
      socket.setSoTimeout(20_000);
      ask(socket, query);
      InputStream input = socket.getInputStream();
      assertThat(input.readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");

      // when
      socket.getOutputStream().write(new byte[10_000]);
      shows(query, QueryState.SUCCEEDED);

      // then
      assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Connection: close", "event: query")
          .endsWith("\n\n");
    }
  }

  /** Reads what there is; whether the connection was closed before the answer's end. */
  private static boolean isClosed(Socket socket) throws Exception {
    socket.setSoTimeout(5_000);
    byte[] read = new byte[1 << 16];
    InputStream input = socket.getInputStream();
    long total = 0;
    try {
      for (int count = input.read(read); count >= 0; count = input.read(read)) {
        total += count;
      }
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true; // a reset
    }
    return total < 200 * (64 << 10);
  }

  @Test
  void aServiceThatEndsSaysSoAndTellsWhenToComeBack(@TempDir Path folder) throws Exception {
    // given
    try (HttpDoor ending = new HttpDoor(folder)) {
      ending.view.room("lobby", RoomSettings.defaults());
      SessionRecord waiting = ending.session(SessionState.WAITING);
      String path = "/v1/sessions/" + waiting.id() + "/events";
      try (EventReader reader =
          EventReader.open(ending.port, path, ending.tokenOf(waiting.id(), 0))) {
        assertThat(reader.next().brief()).isEqualTo("session WAITING");

        // when
        ending.context.getBean(Signals.class).close();

        // then
        assertThat(reader.rest()).isEmpty();
        assertThat(reader.comments).anyMatch(comment -> comment.contains("ends"));
        assertThat(reader.retries).hasSize(2);
      }
    }
  }
}
