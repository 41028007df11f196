package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
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
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a user of the public contract does. Each request is recorded, failed ones too; a user whose
 * request fails goes on as far as that makes sense, and leaves.
 */
final class Visitor {
  private static final String BODY = "body";
  private static final String STATUS = "status";
  private static final String MILLIS = "millis";
  private static final String ASKED = "asked";
  private static final String ID = "id";
  private static final String TOKEN = "token";
  private static final String STATE = "state";
  private static final String POLL_AFTER = "pollAfter";

  private final LoadPlan plan;

  Visitor(LoadPlan plan) {
    this.plan = plan;
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
    return recorded(
            "join",
            http("join " + plan.name())
                .post("/v1/rooms/" + plan.room() + "/sessions")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=5")
                .body(StringBody(session -> "{\"userKey\":\"" + userKey(session) + "\"}"))
                .check(status().in(201, 202)))
        .exec(this::noteSession);
  }

  /** Reads the own session. */
  ChainBuilder readOwn() {
    return recorded(
            "status",
            http("status " + plan.name())
                .get("/v1/sessions/#{id}")
                .header("Authorization", "Bearer #{token}")
                .check(status().is(200)))
        .exec(this::noteSession);
  }

  ChainBuilder leave() {
    return recorded(
        "leave",
        http("leave " + plan.name())
            .delete("/v1/sessions/#{id}")
            .header("Authorization", "Bearer #{token}")
            .check(status().in(200, 202)));
  }

  /** Reads the room's public figures. */
  ChainBuilder room() {
    return recorded(
            "room",
            http("room " + plan.name()).get("/v1/rooms/" + plan.room()).check(status().is(200)))
        .exec(
            session -> {
              if (session.contains(BODY)) {
                plan.recorder().add(Bodies.room(body(session)));
              }
              return session;
            });
  }

  /** Sends the request; notes time and status; leaves the body in the session if all was well. */
  ChainBuilder recorded(String name, HttpRequestActionBuilder request) {
    return exec(session -> session.removeAll(BODY, STATUS, MILLIS).set(ASKED, System.nanoTime()))
        .exec(
            request.check(
                responseTimeInMillis().saveAs(MILLIS),
                status().saveAs(STATUS),
                bodyString().saveAs(BODY)))
        .exec(session -> note(name, session));
  }

  private Session note(String name, Session session) {
    int millis =
        session.contains(MILLIS)
            ? session.getInt(MILLIS)
            : (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - session.getLong(ASKED));
    int status = session.contains(STATUS) ? session.getInt(STATUS) : 0;
    plan.recorder().add(new Reply(name, !session.isFailed(), millis, status));
    return session.isFailed() ? session.remove(BODY).markAsSucceeded() : session;
  }

  private Session noteSession(Session session) {
    if (!session.contains(BODY)) {
      return session;
    }
    try {
      JsonNode body = Bodies.tree(body(session));
      Visit visit = Bodies.visit(userKey(session), body);
      plan.recorder().add(visit);
      Session noted =
          session
              .set(STATE, visit.state())
              .set(POLL_AFTER, Math.max(1, body.path("pollAfterSeconds").asInt(1)));
      return body.path("token").isString()
          ? noted
              .set(ID, body.path("sessionId").asString())
              .set(TOKEN, body.path("token").asString())
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

  static boolean hasToken(Session session) {
    return session.contains(TOKEN);
  }

  static boolean isWaiting(Session session) {
    String state = session.getString(STATE);
    return "WAITING".equals(state) || "PENDING".equals(state);
  }

  static int pollAfterSeconds(Session session) {
    return session.getInt(POLL_AFTER);
  }

  private String userKey(Session session) {
    return plan.prefix() + "-" + session.userId();
  }
}
