package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * Each user starts a chat, writes to the bot, asks the IVR, looks at the figures, waits for an
 * agent's seat in a second room, talks, and hangs up.
 */
public final class ContactCentreSimulation extends Simulation {
  private static final int MESSAGES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String BOT = "{\"ask\":\"opening hours\",\"delayMillis\":100}";
  private static final String IVR = "{\"press\":1,\"delayMillis\":50}";

  public ContactCentreSimulation() {
    LoadPlan plan = LoadPlan.next();
    Visitor chat = new Visitor(plan);
    Visitor agent = new Visitor(plan, "agents", "agent");
    ChainBuilder talk =
        exec(agent.join())
            .exec(agent.awaitTurn(PATIENCE))
            .exec(
                doIf(agent::isActive)
                    .then(
                        pause(Duration.ofSeconds(2))
                            .pause(session -> plan.stays().of(session.userId()))))
            .exec(doIf(agent::hasToken).then(agent.leave()));
    ChainBuilder visit =
        exec(chat.awaitTurn(PATIENCE))
            .exec(
                doIf(chat::isActive)
                    .then(
                        pause(Duration.ofSeconds(1))
                            .exec(
                                repeat(MESSAGES)
                                    .on(
                                        exec(chat.ask("message", "bot", BOT))
                                            .pause(Duration.ofSeconds(1))))
                            .exec(chat.ask("ivr", "ivr", IVR))
                            .exec(chat.room())
                            .exec(talk)))
            .exec(chat.leave());
    setUp(
            scenario(plan.name())
                .exec(chat.join())
                .exec(doIf(chat::hasToken).then(visit))
                .injectClosed(Stage.all(plan.stages())))
        .protocols(chat.protocol());
  }
}
