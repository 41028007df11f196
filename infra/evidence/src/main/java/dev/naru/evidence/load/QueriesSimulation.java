package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rendezVous;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.naru.model.QueryState;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Everybody is active and asks, one question after the other, an echo that takes its time. */
public final class QueriesSimulation extends Simulation {
  /** Questions of each user. */
  public static final int EACH = 5;

  private static final int DELAY_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ROUND = "round";
  private static final String QUERY = "query";
  private static final String UNFINISHED = "unfinished";

  private final LoadPlan plan = LoadPlan.next();
  private final Visitor visitor = new Visitor(plan);

  public QueriesSimulation() {
    ChainBuilder questions =
        repeat(EACH, ROUND)
            .on(ask().exec(asLongAsDuring(s -> s.contains(UNFINISHED), PATIENCE).on(readAnswer())));
    setUp(
            scenario(plan.name())
                .exec(visitor.join())
                .exec(rendezVous(plan.users()))
                .exec(doIf(visitor::hasToken).then(questions.exec(visitor.leave())))
                .injectOpen(atOnceUsers(plan.users())))
        .protocols(visitor.protocol());
  }

  private ChainBuilder ask() {
    return exec(
        visitor.recorded(
            "query",
            http("query " + plan.name())
                .post("/v1/sessions/#{id}/queries")
                .header("Authorization", "Bearer #{token}")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .body(StringBody(s -> "{\"payload\":" + payload(s) + "}"))
                .check(status().in(200, 202))),
        exec(session -> note(session.remove(UNFINISHED))));
  }

  private ChainBuilder readAnswer() {
    return exec(
        visitor.recorded(
            "answer",
            http("answer " + plan.name())
                .get("/v1/queries/#{query}")
                .header("Authorization", "Bearer #{token}")
                .check(status().is(200))),
        exec(this::note).pause(Duration.ofMillis(200)));
  }

  private Session note(Session session) {
    String body = Visitor.body(session);
    if (body.isEmpty()) {
      return session.remove(UNFINISHED);
    }
    JsonNode query = Bodies.tree(body);
    String state = query.path("state").asString("UNKNOWN");
    if (state.equals(QueryState.QUEUED.name()) || state.equals(QueryState.RUNNING.name())) {
      return session.set(UNFINISHED, true).set(QUERY, query.path("queryId").asString());
    }
    plan.recorder().add(Bodies.query(payload(session), query));
    return session.remove(UNFINISHED);
  }

  private static String payload(Session session) {
    return "{\"delayMillis\":%d,\"user\":%d,\"round\":%d}"
        .formatted(DELAY_MILLIS, session.userId(), session.getInt(ROUND));
  }
}
