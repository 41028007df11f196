package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.history.Chronicle.Part;
import dev.naru.ingress.history.PastQuery;
import dev.naru.ingress.history.PastSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
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

/** The history as operators read it. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ChronicleControllerTest {
  private static final String SESSIONS = "/admin/v1/history/sessions";
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private HttpDoor door;

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
    door.chronicle.sessions.clear();
    door.chronicle.queries.clear();
  }

  private Answer get(String path, String accept) {
    return door.caller.send(
        "GET", path, null, HttpDoor.OPERATOR[0], HttpDoor.OPERATOR[1], "Accept", accept);
  }

  private void visit(int number, String userKey) {
    door.chronicle.sessions.add(
        new PastSession(
            new UUID(0, number),
            "lobby",
            userKey,
            (long) number,
            "ENDED",
            AT,
            null,
            AT,
            "LEFT",
            null));
  }

  @Test
  void pagesFollowEachOther() {
    // given
    visit(1, "u-1");
    visit(2, "u-2");
    visit(3, "u-3");

    // when
    Answer first = get(SESSIONS + "?limit=2&room=lobby&from=2026-01-02T00:00:00Z", "*/*");
    Answer second = get(SESSIONS + "?limit=2&after=" + first.text("next"), "application/json");

    // then
    assertThat(first.json().path("items")).hasSize(2);
    assertThat(first.json().at("/items/0").toString())
        .isEqualTo(
            ("{\"sessionId\":\"%s\",\"room\":\"lobby\",\"userKey\":\"u-1\",\"ticket\":1,"
                    + "\"state\":\"ENDED\",\"joinedAt\":\"%s\",\"admittedAt\":null,"
                    + "\"endedAt\":\"%s\",\"endedReason\":\"LEFT\",\"refusal\":null}")
                .formatted(new UUID(0, 1), AT, AT));
    assertThat(second.json().path("items")).hasSize(1);
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(door.chronicle.asked).isEqualTo(new Part(null, null, null));
  }

  @Test
  void csvHasAllOfItAndNoFormulas() {
    // given
    for (int i = 1; i <= 1_500; i++) {
      visit(i, "u-" + i);
    }
    visit(1_501, "=HYPERLINK(\"x\",1)");

    // when
    Answer csv = get(SESSIONS, "text/csv");

    // then
    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(csv.body().lines()).hasSize(1_502);
    assertThat(csv.body())
        .startsWith(
            "sessionId,room,userKey,ticket,state,joinedAt,admittedAt,endedAt,endedReason,refusal\r\n")
        .contains(new UUID(0, 1) + ",lobby,u-1,1,ENDED," + AT + ",," + AT + ",LEFT,\r\n")
        .contains(",\"'=HYPERLINK(\"\"x\"\",1)\",");
    assertThat(get(SESSIONS + "?limit=3", "text/csv").body().lines()).hasSize(4);
  }

  @Test
  void queriesAreListedWithoutWhatWasSaid() {
    // given
    door.chronicle.queries.add(
        new PastQuery(new UUID(0, 7), new UUID(0, 1), "lobby", "bot", "SUCCEEDED", 1, AT, AT, AT));

    // when, then
    assertThat(get("/admin/v1/history/queries", "*/*").json().at("/items/0/state").asString(""))
        .isEqualTo("SUCCEEDED");
    assertThat(get("/admin/v1/history/queries", "text/csv").body())
        .endsWith(",lobby,bot,SUCCEEDED,1,%s,%s,%s\r\n".formatted(AT, AT, AT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=yesterday", "to=1", "limit=0", "limit=x", "after=x"})
  void whatCannotBeReadIsMalformed(String parameter) {
    assertThat(get(SESSIONS + "?" + parameter, "*/*").problem()).isEqualTo("malformed-request");
  }

  @Test
  void visitorsSeeNothingOfIt() {
    assertThat(door.caller.send("GET", SESSIONS, null).status()).isEqualTo(401);
  }
}
