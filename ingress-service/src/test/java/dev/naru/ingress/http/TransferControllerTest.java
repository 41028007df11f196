package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader;
import dev.naru.ingress.presence.Heard;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.TransferSession;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A place moves once, and takes all that it has with it. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class TransferControllerTest {
  private static final String[] KEY = {"Idempotency-Key", "again"};
  private HttpDoor door;
  private SessionRecord session;
  private String[] token;
  private long since;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.close();
  }

  @BeforeEach
  void calm() {
    door.view.room("lobby", RoomSettings.defaults());
    door.shown(0);
    door.transfers.away(false);
    door.log.away = false;
    door.log.commands.clear();
    door.log.decider = this::decide;
    since = 0;
    session = door.session(SessionState.WAITING);
    token = door.tokenOf(session.id(), 0);
  }

  /** As the log would. */
  private void decide(Object command, long offset) {
    if (command instanceof TransferSession transfer) {
      if (transfer.tokenOffset() >= since) {
        since = offset;
        door.view.holder(session.id(), new Holder(offset, transfer.transferId(), "kim"));
      }
      door.shown(offset);
    }
  }

  private String code() {
    Answer issued = door.caller.send("POST", path("/transfers"), null, token);
    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(issued.text("expiresAt")).isEqualTo("2026-01-02T03:04:05Z");
    return issued.text("code");
  }

  private Answer redeem(String code, String... headers) {
    return door.caller.send("POST", "/v1/transfers/" + code, null, headers);
  }

  private String path(String more) {
    return "/v1/sessions/" + session.id() + more;
  }

  private int look(String[] as) {
    return door.caller.send("GET", path(""), null, as).status();
  }

  @Test
  void aPlaceMovesWithANewTokenAndTheOldOneStops() {
    // when
    Answer moved = redeem(code());

    // then
    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.sessionId()).isEqualTo(session.id().toString());
    assertThat(moved.json().path("position").asInt()).isEqualTo(3);
    assertThat(moved.header("Location")).isEqualTo(path(""));
    assertThat(look(moved.as())).isEqualTo(200);
    Answer old = door.caller.send("GET", path(""), null, token);
    assertThat(old.status()).isEqualTo(401);
    assertThat(old.problem()).isEqualTo("session-transferred");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ''",
    "DELETE, ''",
    "POST, /heartbeat",
    "POST, /push-tickets",
    "POST, /transfers",
    "GET, /events",
    "GET, /story",
    "POST, /queries"
  })
  void theOldTokenDoesNothingAnyMore(String method, String what) {
    // given
    redeem(code());
    door.log.commands.clear();
    Heard.take(door.presence);
    String content = what.equals("/queries") ? "{\"payload\":1}" : null;

    // when
    Answer refused = door.caller.send(method, path(what), content, token);

    // then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(door.log.commands).isEmpty();
    assertThat(Heard.take(door.presence)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "GET, /events"})
  void theOldTokenNeitherReadsNorCancelsAQuery(String method, String what) {
    // given
    UUID query = query(QueryState.RUNNING);
    redeem(code());
    door.log.commands.clear();

    // when
    Answer refused = door.caller.send(method, "/v1/queries/" + query + what, null, token);

    // then
    assertThat(refused.status()).isEqualTo(401);
    assertThat(door.log.commands).isEmpty();
  }

  private UUID query(QueryState state) {
    UUID id = UUID.randomUUID();
    door.view.query(
        new QueryRecord(id, session.id(), "default", state, 0L, 1, null, null, null, null, null));
    return id;
  }

  @Test
  void aTicketOfTheOldTokenOpensNothing() {
    // given
    String ticket = door.caller.send("POST", path("/push-tickets"), null, token).text("ticket");
    redeem(code());

    // then
    assertThat(door.caller.send("GET", path("/events?ticket=" + ticket), null).status())
        .isEqualTo(401);
  }

  @Test
  void aLongPollWithTheOldTokenEnds() {
    // given
    Answer seen = door.caller.send("GET", path(""), null, token);
    CompletableFuture<Answer> poll =
        door.caller.sendLater(
            "GET",
            path(""),
            null,
            token[0],
            token[1],
            "If-None-Match",
            seen.header("ETag"),
            "Prefer",
            "wait=30");

    // when
    redeem(code());

    // then
    assertThat(poll.join().status()).isEqualTo(401);
  }

  @Test
  void aPushWithTheOldTokenEnds() throws Exception {
    // given
    try (EventReader push = EventReader.open(door.port, path("/events"), token)) {
      assertThat(push.next().name()).isEqualTo("session");

      // when
      redeem(code());

      // then
      assertThat(push.rest()).allMatch(event -> event.name().equals("session"));
    }
  }

  @Test
  void aCodeWorksOnce() {
    // given
    String code = code();
    redeem(code);

    // when
    Answer again = redeem(code);

    // then
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.problem()).isEqualTo("no-such-transfer");
    assertThat(door.log.commands).hasSize(1);
  }

  @Test
  void ofTwoCodesOfOneTokenTheFirstThatIsUsedCounts() {
    // given
    String one = code();
    String other = code();

    // then
    assertThat(redeem(other).status()).isEqualTo(200);
    assertThat(redeem(one).status()).isEqualTo(404);
  }

  @Test
  void whoeverComesSecondToTheLogGetsNothing() {
    // given
    String code = code();
    door.log.decider =
        (command, offset) -> {
          decide(new TransferSession(UUID.randomUUID(), session.id(), 0), offset);
          decide(command, offset + 1);
        };

    // when
    Answer late = redeem(code);

    // then
    assertThat(late.status()).isEqualTo(404);
    assertThat(late.body()).doesNotContain("token\"");
  }

  @Test
  void withTheSameKeyATransferIsRepeatedWhenItsAnswerWasLost() {
    // given
    String code = code();
    Answer first = redeem(code, KEY);

    // when
    Answer again = redeem(code, KEY);

    // then
    assertThat(again.status()).isEqualTo(200);
    assertThat(look(first.as())).isEqualTo(200);
    assertThat(look(again.as())).isEqualTo(200);
    assertThat(redeem(code, "Idempotency-Key", "another").status()).isEqualTo(404);
  }

  @Test
  void whatTheLogDoesNotConfirmMayBeRepeated() {
    // given
    String code = code();
    door.log.away = true;

    // when
    Answer unsure = redeem(code, KEY);

    // then
    assertThat(unsure.status()).isEqualTo(503);
    assertThat(unsure.problem()).isEqualTo("not-confirmed");
    assertThat(look(token)).isEqualTo(200);
    door.log.away = false;
    assertThat(redeem(code, KEY).status()).isEqualTo(200);
  }

  @Test
  void thePlaceMovesBackWithACodeOfTheNewToken() {
    // given
    Answer moved = redeem(code());
    String[] old = token;
    token = moved.as();

    // when
    Answer back = redeem(code());

    // then
    assertThat(back.status()).isEqualTo(200);
    assertThat(look(moved.as())).isEqualTo(401);
    assertThat(look(old)).isEqualTo(401);
    assertThat(look(back.as())).isEqualTo(200);
  }

  @Test
  void anEndedSessionIsNotTransferred() {
    // given
    String code = code();
    SessionRecord ended = door.session(SessionState.ENDED);
    door.view.session(ended);
    door.view.alias(session.id(), ended.id());

    // then
    assertThat(door.caller.send("POST", path("/transfers"), null, token).status()).isEqualTo(409);
    Answer refused = redeem(code);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("session-ended");
    assertThat(look(token)).isEqualTo(200);
    assertThat(door.log.commands).isEmpty();
  }

  @Test
  void anEndedSessionInTheHistoryKnowsItsTransfer() {
    // given
    UUID id = UUID.randomUUID();
    String[] before = door.tokenOf(id, 3);
    String[] since = door.tokenOf(id, 5);
    door.shown(9);
    door.history.sessions.put(
        id,
        new SessionRecord(
            id, "lobby", SessionState.ENDED, 7L, null, null, null, null, "LEFT", null, null));
    door.history.tokensSince.put(id, 5L);
    String path = "/v1/sessions/" + id;

    // then
    assertThat(door.caller.send("GET", path, null, before).status()).isEqualTo(401);
    assertThat(door.caller.send("GET", path, null, since).status()).isEqualTo(200);
  }

  @Test
  void codesAreTheSessionsOwn() {
    // given
    String[] other = door.tokenOf(door.session(SessionState.WAITING).id(), 0);

    // then
    assertThat(door.caller.send("POST", path("/transfers"), null, other).status()).isEqualTo(403);
    assertThat(door.caller.send("POST", path("/transfers"), null).status()).isEqualTo(401);
  }

  @Test
  void whileRedisIsAwayCodesAreAskedForAgain() {
    // given
    String code = code();
    door.transfers.away(true);

    // then
    assertThat(door.caller.send("POST", path("/transfers"), null, token).status()).isEqualTo(503);
    assertThat(redeem(code).status()).isEqualTo(503);
    door.transfers.away(false);
    assertThat(redeem(code).status()).isEqualTo(200);
  }

  /** At a door of its own: at this one everybody has the same address. */
  @Test
  void whoeverGuessesMustWait(@TempDir Path folder) {
    try (HttpDoor own = new HttpDoor(folder)) {
      // given
      String path = "/v1/transfers/ZZZZZ-ZZZZZ";
      int guesses = 1;
      Answer refused = own.caller.send("POST", path, null);

      // when
      while (refused.status() == 404 && guesses < 100) {
        refused = own.caller.send("POST", path, null);
        guesses++;
      }

      // then
      assertThat(refused.status()).isEqualTo(429);
      assertThat(guesses).isBetween(11, 99);
      assertThat(refused.problem()).isEqualTo("too-many-attempts");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(own.log.commands).isEmpty();
    }
  }

  @Test
  void aSessionHasAFewCodesAtATime() {
    // when
    int codes = 0;
    while (door.caller.send("POST", path("/transfers"), null, token).status() == 201
        && codes < 100) {
      codes++;
    }

    // then
    assertThat(codes).isBetween(20, 99);
    assertThat(door.caller.send("POST", path("/transfers"), null, token).problem())
        .isEqualTo("too-many-attempts");
  }

  @ParameterizedTest
  @CsvSource({"%2e%2e%2fsessions, 404", "x, 404", "01ABC%0D%0ADEFG, 404", "'{}', 404"})
  void whatIsNoCodeIsNotFound(String code, int status) {
    assertThat(redeem(code.replace("{", "%7B").replace("}", "%7D")).status()).isIn(status, 400);
  }
}
