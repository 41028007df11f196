package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.naru.evidence.check.Reply;
import dev.naru.evidence.check.Visit;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpDsl;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a user of the public contract does in one room. Each request is recorded, failed ones too; a
 * user whose request fails goes on as far as that makes sense, and leaves.
 */
final class Visitor {
  private static final String BODY = "body";
  private static final String STATUS = "status";
  private static final String MILLIS = "millis";
  private static final String REPEAT = "repeat";
  private static final String REPEATED = "repeated";
  private static final int UNCONFIRMED = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ASKED = "asked";
  private static final String ID = "id";
  private static final String TOKEN = "token";
  private static final String STATE = "state";
  private static final String POLL_AFTER = "pollAfter";

  private final LoadPlan plan;
  private final String room;
  private final String label;

  Visitor(LoadPlan plan) {
    this(plan, plan.room(), "");
  }

  /**
   * @param label tells the requests, and what is remembered, from those of another room; may be
   *     empty
   */
  Visitor(LoadPlan plan, String room, String label) {
    this.plan = plan;
    this.room = room;
    this.label = label;
  }

  /** A connection for each user, as browsers have; nothing from caches. */
  HttpProtocolBuilder protocol() {
    return HttpDsl.http
        .baseUrl(plan.naru().toString())
        .disableWarmUp()
        .disableCaching()
        .acceptHeader("application/json")
        .userAgentHeader("naru-evidence");
  }

  /** Joins, and is answered when decided. */
  ChainBuilder join() {
    return persistently(
            named("join"),
            http(named("join") + " " + plan.name())
                .post("/v1/rooms/" + room + "/sessions")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=5")
                .header("Idempotency-Key", this::userKey)
                .body(StringBody(session -> "{\"userKey\":\"" + userKey(session) + "\"}"))
                .check(status().in(expected(201, 202))))
        .exec(this::noteSession);
  }

  /** Reads the own session. */
  ChainBuilder readOwn() {
    return recorded(
            named("status"),
            http(named("status") + " " + plan.name())
                .get("/v1/sessions/" + remembered(ID))
                .header("Authorization", "Bearer " + remembered(TOKEN))
                .check(status().is(200)))
        .exec(this::noteSession);
  }

  ChainBuilder leave() {
    return persistently(
        named("leave"),
        http(named("leave") + " " + plan.name())
            .delete("/v1/sessions/" + remembered(ID))
            .header("Authorization", "Bearer " + remembered(TOKEN))
            .check(status().in(expected(200, 202))));
  }

  /** Reads the room's public figures. */
  ChainBuilder room() {
    return recorded(
            named("room"),
            http(named("room") + " " + plan.name())
                .get("/v1/rooms/" + room)
                .check(status().is(200)))
        .exec(
            session -> {
              if (session.contains(BODY)) {
                plan.recorder().add(Bodies.room(body(session)));
              }
              return session;
            });
  }

  /** Asks a question, and is answered when there is a result, within 30 s. */
  ChainBuilder ask(String name, String pool, String payload) {
    return recorded(
        name,
        http(name + " " + plan.name())
            .post("/v1/sessions/" + remembered(ID) + "/queries")
            .header("Authorization", "Bearer " + remembered(TOKEN))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .body(StringBody("{\"payload\":" + payload + ",\"pool\":\"" + pool + "\"}"))
            .check(status().is(200), jsonPath("$.state").is("SUCCEEDED")));
  }

  /**
   * Looks, as often as told, until it is the user's turn. How long that took is recorded as {@code
   * wait}.
   */
  ChainBuilder awaitTurn(Duration patience) {
    return exec(session -> session.set(at("since"), System.nanoTime()))
        .exec(
            asLongAsDuring(this::isWaiting, patience)
                .on(pause(s -> Duration.ofSeconds(pollAfterSeconds(s))).exec(readOwn())))
        .exec(
            session -> {
              long nanos = System.nanoTime() - session.getLong(at("since"));
              int millis = (int) TimeUnit.NANOSECONDS.toMillis(nanos);
              plan.recorder().add(new Reply(named("wait"), !isWaiting(session), millis, 0));
              return session;
            });
  }

  private String named(String request) {
    return label.isEmpty() ? request : label + " " + request;
  }

  /** Where this room's value is remembered. */
  private String at(String attribute) {
    return label + attribute;
  }

  private String remembered(String attribute) {
    return "#{" + at(attribute) + "}";
  }

  /** Sends the request, and again when told so by patient users; until then counts as its time. */
  private ChainBuilder persistently(String name, HttpRequestActionBuilder request) {
    return exec(session -> session.set(REPEAT, true).set(ASKED, System.nanoTime()))
        .exec(
            asLongAsDuring(session -> session.contains(REPEAT), PATIENCE)
                .on(
                    sent(request)
                        .exec(session -> noteUnlessRepeated(name, session))
                        .exec(
                            doIf(session -> session.contains(REPEAT))
                                .then(pause(Duration.ofSeconds(1))))));
  }

  private Session noteUnlessRepeated(String name, Session session) {
    if (plan.patient() && session.contains(STATUS) && session.getInt(STATUS) == UNCONFIRMED) {
      plan.recorder().add(new Reply(name + ", told to repeat", true, millis(session), UNCONFIRMED));
      return session.remove(BODY).set(REPEATED, true);
    }
    return note(name, session.remove(REPEAT)).remove(REPEATED);
  }

  /** Sends the request; notes time and status; leaves the body in the session if all was well. */
  ChainBuilder recorded(String name, HttpRequestActionBuilder request) {
    return exec(session -> session.set(ASKED, System.nanoTime()))
        .exec(sent(request))
        .exec(session -> note(name, session));
  }

  private static ChainBuilder sent(HttpRequestActionBuilder request) {
    return exec(session -> session.removeAll(BODY, STATUS, MILLIS))
        .exec(
            request.check(
                responseTimeInMillis().saveAs(MILLIS),
                status().saveAs(STATUS),
                bodyString().saveAs(BODY)));
  }

  /** Who repeats a request may meet what the first one did. */
  private List<Integer> expected(int... statuses) {
    IntStream more = plan.patient() ? IntStream.of(200, UNCONFIRMED) : IntStream.empty();
    return IntStream.concat(IntStream.of(statuses), more).distinct().boxed().toList();
  }

  private Session note(String name, Session session) {
    int status = session.contains(STATUS) ? session.getInt(STATUS) : 0;
    plan.recorder().add(new Reply(name, !session.isFailed(), millis(session), status));
    return session.isFailed() ? session.remove(BODY).markAsSucceeded() : session;
  }

  /** As Gatling measures it; from the first time it was asked, if that was not the last. */
  private static int millis(Session session) {
    return session.contains(MILLIS) && !session.contains(REPEATED)
        ? session.getInt(MILLIS)
        : (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - session.getLong(ASKED));
  }

  private Session noteSession(Session session) {
    if (!session.contains(BODY)) {
      return session;
    }
    try {
      JsonNode body = Bodies.tree(body(session));
      Visit visit = Bodies.visit(label + userKey(session), body);
      plan.recorder().add(visit);
      Session noted =
          session
              .set(at(STATE), visit.state())
              .set(at(POLL_AFTER), Math.max(1, body.path("pollAfterSeconds").asInt(1)));
      return body.path("token").isString()
          ? noted
              .set(at(ID), body.path("sessionId").asString())
              .set(at(TOKEN), body.path("token").asString())
          : noted;
    } catch (JacksonException e) {
      plan.recorder().add(new Reply("unreadable body", false, 0, 0));
      return session;
    }
  }

  static String body(Session session) {
    String body = session.getString(BODY);
    return body == null ? "" : body;
  }

  boolean hasToken(Session session) {
    return session.contains(at(TOKEN));
  }

  /** Whether it is the user's turn, as last read. */
  boolean isActive(Session session) {
    return hasToken(session) && "ACTIVE".equals(session.getString(at(STATE)));
  }

  boolean isWaiting(Session session) {
    String state = session.contains(at(STATE)) ? session.getString(at(STATE)) : "";
    return "WAITING".equals(state) || "PENDING".equals(state);
  }

  int pollAfterSeconds(Session session) {
    return session.getInt(at(POLL_AFTER));
  }

  private String userKey(Session session) {
    return plan.prefix() + "-" + session.userId();
  }
}
