package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.rendezVous;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everybody joins at once; when all are answered, all read their session at once, and one reads the
 * room; then everybody leaves.
 */
public final class BurstSimulation extends Simulation {
  /** A room's public figures may be a second old. */
  private static final Duration FIGURES_AGE = Duration.ofMillis(1_200);

  public BurstSimulation() {
    LoadPlan plan = LoadPlan.next();
    Visitor visitor = new Visitor(plan);
    AtomicBoolean roomIsRead = new AtomicBoolean();
    ScenarioBuilder burst =
        scenario(plan.name())
            .exec(visitor.join())
            .exec(rendezVous(plan.users()))
            .exec(doIf(visitor::hasToken).then(visitor.readOwn()))
            .exec(rendezVous(plan.users()))
            .pause(FIGURES_AGE)
            .exec(doIf(session -> !roomIsRead.getAndSet(true)).then(visitor.room()))
            .exec(rendezVous(plan.users()))
            .exec(doIf(visitor::hasToken).then(visitor.leave()));
    setUp(burst.injectOpen(atOnceUsers(plan.users()))).protocols(visitor.protocol());
  }
}
