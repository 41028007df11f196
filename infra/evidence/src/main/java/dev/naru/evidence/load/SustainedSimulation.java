package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * As many users as planned at any time, each for one visit: joins, polls as often as told until
 * active, stays as long as planned, leaves, and makes room for a new one. When the time is over
 * nobody new comes, and those who wait are still served.
 */
public final class SustainedSimulation extends Simulation {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  public SustainedSimulation() {
    LoadPlan plan = LoadPlan.next();
    Visitor visitor = new Visitor(plan);
    ScenarioBuilder visits =
        scenario(plan.name())
            .exec(visitor.join())
            .exec(
                doIf(visitor::hasToken)
                    .then(
                        asLongAsDuring(visitor::isWaiting, PATIENCE)
                            .on(
                                pause(s -> Duration.ofSeconds(visitor.pollAfterSeconds(s)))
                                    .exec(visitor.readOwn()))
                            .pause(session -> plan.stays().of(session.userId()))
                            .exec(visitor.leave())));
    setUp(visits.injectClosed(Stage.all(plan.stages()))).protocols(visitor.protocol());
  }
}
