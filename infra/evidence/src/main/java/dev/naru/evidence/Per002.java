package dev.naru.evidence;

import dev.naru.evidence.check.BurstChecks;
import dev.naru.evidence.check.Check;
import dev.naru.evidence.check.QueryChecks;
import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.check.ScenarioResult;
import dev.naru.evidence.check.Statistics;
import dev.naru.evidence.check.SustainedChecks;
import dev.naru.evidence.load.BurstSimulation;
import dev.naru.evidence.load.GatlingRun;
import dev.naru.evidence.load.LoadPlan;
import dev.naru.evidence.load.PretendNaru;
import dev.naru.evidence.load.QueriesSimulation;
import dev.naru.evidence.load.Recorder;
import dev.naru.evidence.load.Stage;
import dev.naru.evidence.load.SustainedSimulation;
import dev.naru.evidence.log.EventLog;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load test of a public LLM service: bursts of users on an empty room with 20 places, a minute
 * of coming and going, and, beyond the original, much larger bursts and more queries than slots.
 */
final class Per002 implements Scenario {
  static final String NAME = "per-002";
  static final String ROOM = "default";
  static final int CAPACITY = 20;
  static final int SLOTS = 10;

  private static final Duration EMPTYING = Duration.ofSeconds(60);

  private final Per002Settings settings;
  private final URI naru;
  private final RoomWatch room;
  private final LogWatch log;
  private final GatlingRun gatling;
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final List<ScenarioResult> results = new ArrayList<>();
  private @Nullable Statistics ownCosts;

  Per002(Per002Settings settings, URI naru, @Nullable EventLog log, GatlingRun gatling) {
    this.settings = settings;
    this.naru = naru;
    this.room = new RoomWatch(naru, ROOM);
    this.log = new LogWatch(log);
    this.gatling = gatling;
  }

  /** Stops at a load that does not come to its end. */
  @Override
  public List<ScenarioResult> run(Consumer<ScenarioResult> asTheyCome) throws InterruptedException {
    requireEmptyRoom();
    rehearse();
    for (Load scenario : loads()) {
      ScenarioResult result = result(scenario);
      results.add(result);
      asTheyCome.accept(result);
      if (!result.isComplete()) {
        break;
      }
    }
    return results;
  }

  /** From here on, a Naru that does not answer, or keeps users who have left, has failed. */
  private ScenarioResult result(Load scenario) throws InterruptedException {
    try {
      RoomReading before = room.awaitEmpty(EMPTYING);
      if (!before.isEmpty()) {
        throw new CannotRunException("Expected an empty room to begin with, but it has " + before);
      }
      return scenario.run().run();
    } catch (CannotRunException | IllegalStateException e) {
      return ScenarioResult.broken(
          scenario.name(), scenario.users(), String.valueOf(e.getMessage()));
    }
  }

  private interface Run {
    ScenarioResult run() throws InterruptedException;
  }

  private record Load(String name, int users, Run run) {}

  private List<Load> loads() {
    List<Load> all = new ArrayList<>();
    settings.bursts().forEach(users -> all.add(burst(users, true)));
    String sustained = "sustained " + settings.sustainedUsers();
    all.add(new Load(sustained, settings.sustainedUsers(), () -> sustained(sustained)));
    settings.largeBursts().forEach(users -> all.add(burst(users, false)));
    all.add(new Load("queries", CAPACITY, this::queries));
    return all;
  }

  private Load burst(int users, boolean limited) {
    String name = "burst " + users;
    return new Load(name, users, () -> burst(name, users, limited));
  }

  private void requireEmptyRoom() throws InterruptedException {
    RoomReading now = room.now();
    if (now.capacity() != CAPACITY) {
      throw new CannotRunException(
          "Expected room '%s' to have capacity %d, but it has %d"
              .formatted(ROOM, CAPACITY, now.capacity()));
    }
    if (!now.isEmpty()) {
      throw new CannotRunException(
          "Expected room '%s' of %s to be empty, but it has %s: let its users leave, or use another Naru"
              .formatted(ROOM, naru, now));
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "joins",
        "POST with Prefer: wait=5, answered when decided; a connection for each user; bursts of 1,000"
            + " and more repeat what was answered 503, with the same Idempotency-Key",
        "tool alone",
        ownCosts == null ? "not measured" : ofTheTool(ownCosts),
        "sizes",
        settings.toString());
  }

  /** What the tool costs by itself, measured against a pretended room, when it is warm. */
  private static String ofTheTool(Statistics costs) {
    return "%d joins at once, answered by a pretended Naru in the tool itself: mean %.0f ms, 95th percentile %d ms"
        .formatted(costs.count(), costs.mean(), costs.p95());
  }

  private void rehearse() {
    try (PretendNaru pretended = new PretendNaru(CAPACITY)) {
      for (int i = 1; i <= settings.rehearsals(); i++) {
        Recorder seen = new Recorder();
        LoadPlan plan = plan("rehearsal " + i, settings.largestLimitedBurst(), false, seen);
        gatling.run(plan.at(pretended.url()), BurstSimulation.class);
        ownCosts = Statistics.of("join", seen.replies());
      }
    }
  }

  private LoadPlan plan(String name, int users, boolean patient, Recorder recorder) {
    String prefix = "evidence-" + run + "-" + name.replace(' ', '-');
    List<Stage> stages = List.of(Stage.steady(users, settings.sustained()));
    return new LoadPlan(
        naru, ROOM, name, prefix, users, patient, stages, settings.stays(), recorder);
  }

  private ScenarioResult burst(String name, int users, boolean limited)
      throws InterruptedException {
    Recorder seen = new Recorder();
    log.mark();
    String report = gatling.run(plan(name, users, !limited, seen), BurstSimulation.class);
    RoomReading full = seen.room() == null ? new RoomReading(-1, CAPACITY, -1) : seen.room();
    RoomReading afterwards = room.awaitEmpty(EMPTYING);
    List<Statistics> statistics = seen.statistics(List.of("join", "status", "leave"));
    List<Check> checks =
        new ArrayList<>(
            BurstChecks.of(users, limited, seen.visits(), full, afterwards, statistics));
    log.audit(ROOM, audit -> checks.addAll(audit.sessionChecks(users, CAPACITY)));
    return new ScenarioResult(
        name, users, "join", full.active(), full.waiting(), statistics, checks, report);
  }

  private ScenarioResult sustained(String name) throws InterruptedException {
    Recorder seen = new Recorder();
    log.mark();
    try (RoomWatch.Sampling sampling = room.sample()) {
      String report =
          gatling.run(
              plan(name, settings.sustainedUsers(), false, seen), SustainedSimulation.class);
      RoomReading afterwards = room.awaitEmpty(EMPTYING);
      List<Statistics> statistics = seen.statistics(List.of("join", "status", "leave"));
      List<Check> checks =
          new ArrayList<>(
              SustainedChecks.of(seen.visits(), sampling.mostActive(), afterwards, statistics));
      log.audit(ROOM, audit -> checks.addAll(audit.sessionChecks(seen.visits().size(), CAPACITY)));
      return new ScenarioResult(
          name,
          settings.sustainedUsers(),
          "join",
          sampling.mostActive(),
          sampling.mostWaiting(),
          statistics,
          checks,
          report);
    }
  }

  private ScenarioResult queries() throws InterruptedException {
    Recorder seen = new Recorder();
    log.mark();
    String report = gatling.run(plan("queries", CAPACITY, false, seen), QueriesSimulation.class);
    room.awaitEmpty(EMPTYING);
    List<Statistics> statistics = seen.statistics(List.of("join", "query", "leave"));
    List<Check> checks =
        new ArrayList<>(
            QueryChecks.of(CAPACITY * QueriesSimulation.EACH, SLOTS, seen.queries(), statistics));
    log.audit(ROOM, audit -> checks.addAll(audit.queryChecks(SLOTS)));
    return new ScenarioResult(
        "queries", CAPACITY, "query", CAPACITY, 0, statistics, checks, report);
  }
}
