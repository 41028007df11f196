package dev.naru.evidence;

import dev.naru.evidence.check.Check;
import dev.naru.evidence.check.ContactCentreChecks;
import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.check.Statistics;
import dev.naru.evidence.load.ContactCentreSimulation;
import dev.naru.evidence.load.GatlingRun;
import dev.naru.evidence.load.LoadPlan;
import dev.naru.evidence.load.Recorder;
import dev.naru.evidence.load.Stays;
import dev.naru.evidence.log.EventLog;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load tests of a contact centre: a room of 1,000 chats with a bot and an IVR, and 50 agents
 * whose seats are waited for in turn.
 */
final class ContactCentre implements Scenario {
  static final String NAME = "contact-centre";

  private static final String CHAT = "chat";
  private static final String AGENTS = "agents";
  private static final int CHATS = 1_000;
  private static final int SEATS = 50;
  private static final Duration EMPTYING = Duration.ofMinutes(2);
  private static final Stays TALKS = new Stays(Duration.ofSeconds(2), Duration.ofSeconds(6), 23);

  private final List<ContactCentreLoad> loads;
  private final int compress;
  private final URI naru;
  private final RoomWatch chat;
  private final RoomWatch agents;
  private final LogWatch log;
  private final GatlingRun gatling;
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  ContactCentre(
      List<ContactCentreLoad> loads,
      int compress,
      URI naru,
      @Nullable EventLog log,
      GatlingRun gatling) {
    this.loads = loads;
    this.compress = compress;
    this.naru = naru;
    this.chat = new RoomWatch(naru, CHAT);
    this.agents = new RoomWatch(naru, AGENTS);
    this.log = new LogWatch(log);
    this.gatling = gatling;
  }

  @Override
  public List<ScenarioResult> run(Consumer<ScenarioResult> asTheyCome) throws InterruptedException {
    require(chat, CHAT, CHATS);
    require(agents, AGENTS, SEATS);
    List<ScenarioResult> results = new ArrayList<>();
    for (ContactCentreLoad load : loads) {
      ScenarioResult result = run(load);
      results.add(result);
      asTheyCome.accept(result);
    }
    return results;
  }

  private static void require(RoomWatch room, String name, int capacity)
      throws InterruptedException {
    RoomReading now = room.now();
    if (now.capacity() != capacity || !now.isEmpty()) {
      throw new CannotRunException(
          "Expected room '%s' to be empty and of capacity %d, but it has %s of %d: use a Naru of './naru up --recipe %s'"
              .formatted(name, capacity, now, now.capacity(), NAME));
    }
  }

  private ScenarioResult run(ContactCentreLoad load) throws InterruptedException {
    String name = load.name().toLowerCase(Locale.ROOT);
    Recorder seen = new Recorder();
    LoadPlan plan =
        new LoadPlan(
            naru,
            CHAT,
            name,
            "evidence-" + run + "-" + name,
            load.mostUsers(),
            false,
            load.stages(compress),
            TALKS,
            seen);
    log.mark();
    try (RoomWatch.Sampling chats = chat.sample()) {
      String report = gatling.run(plan, ContactCentreSimulation.class);
      List<RoomReading> afterwards =
          List.of(chat.awaitEmpty(EMPTYING), agents.awaitEmpty(EMPTYING));
      List<Statistics> statistics = seen.statistics(ContactCentreChecks.REQUESTS);
      List<Check> checks = new ArrayList<>(ContactCentreChecks.of(statistics, afterwards));
      log.audit(CHAT, audit -> checks.addAll(audit.sessionChecks(joined(seen, "join"), CHATS)));
      log.audit(
          AGENTS, audit -> checks.addAll(audit.sessionChecks(joined(seen, "agent join"), SEATS)));
      return new ScenarioResult(
          name,
          load.mostUsers(),
          "message",
          chats.mostActive(),
          chats.mostWaiting(),
          statistics,
          checks,
          report);
    }
  }

  private static int joined(Recorder seen, String request) {
    return (int) seen.replies().stream().filter(reply -> reply.request().equals(request)).count();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "times",
        compress == 1 ? "as given" : compress + " times shorter than given; users are not fewer",
        "users",
        "a chat, three messages to a bot that takes 100 ms and a second apart, the IVR (50 ms), the room's figures,"
            + " an agent's seat in turn, 2 s, a talk of 2 to 6 s; then another user",
        "agent wait",
        "from the answer to joining the agents' line until told to be in, as often looked as told; waiting is no failure");
  }
}
