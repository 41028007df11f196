package dev.naru.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One seed: a crowd comes, faults come and go, the world is healed, the crowd goes, and then
 * everything is held against the log, the API, Postgres, the upstream's own count and a replay.
 */
final class ChaosRun {
  private static final int USERS = 50;
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** For a JVM to start, beside the others, on a machine of two cores. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration REPLAY = Duration.ofMinutes(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final World world;
  private final Plan plan;
  private final long joins;
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /**
   * @param joins how many there are at least
   */
  ChaosRun(World world, Plan plan, long joins) {
    this.world = world;
    this.plan = plan;
    this.joins = joins;
  }

  Outcome run() throws InterruptedException, IOException {
    world.oracle().unfinishedAfter(Duration.ZERO); // what was before is not this seed's
    world.oracle().ledger().takeBroken();
    world.upstream().forget();
    try (Traffic traffic = Traffic.of(world.ingress()::urls, USERS)) {
      long begun = System.nanoTime();
      happen(begun);
      long lifted = System.nanoTime();
      world.heal();
      world.notReadyBy(lifted + START.toNanos()).forEach(it -> violated("not ready: " + it));
      awaitAnswers(traffic, lifted);
      awaitJoins(traffic, begun);
      long ending = System.nanoTime();
      traffic.end();
      awaitNobody(ending + DRAIN.toNanos());
      double drain = (System.nanoTime() - ending) / 1e9;
      if (drain > DRAIN.toSeconds()) {
        violated("draining took %.0f s".formatted(drain));
      }
      judge(traffic);
      return new Outcome(plan, traffic.joins(), traffic.queries(), drain, violations);
    }
  }

  /** Each target has its own time: what takes long at one does not delay what befalls another. */
  private void happen(long begun) throws InterruptedException {
    List<Thread> targets = new ArrayList<>();
    for (Fault.Target target : Fault.Target.values()) {
      targets.add(Thread.ofVirtual().start(() -> befall(target, begun)));
    }
    for (Thread target : targets) {
      target.join();
    }
  }

  private void befall(Fault.Target target, long begun) {
    Random random = new Random(plan.seed() + target.ordinal());
    for (Plan.Step step : plan.steps()) {
      if (step.fault().target() == target) {
        take(step, begun, random);
      }
    }
  }

  private void take(Plan.Step step, long begun, Random random) {
    long left = TimeUnit.MILLISECONDS.toNanos(step.at()) - (System.nanoTime() - begun);
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
      if (step.begins()) {
        step.fault().begin(world, random);
      } else {
        step.fault().end(world);
      }
    } catch (RuntimeException e) {
      violated("%s could not be caused: %s".formatted(step.fault().words(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void violated(String what) {
    violations.add(what);
  }

  private void awaitAnswers(Traffic traffic, long lifted) throws InterruptedException {
    while (traffic.succeededSince(lifted) == 0) {
      if (System.nanoTime() - lifted > DRAIN.toNanos()) {
        violated("no query succeeded within %d s of the last fault".formatted(DRAIN.toSeconds()));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void awaitJoins(Traffic traffic, long begun) throws InterruptedException {
    while (traffic.joins() < joins) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        violated(
            "Expected %d joins, but there were %d in %d s"
                .formatted(joins, traffic.joins(), LONGEST.toSeconds()));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** In the log and in the room that the API shows. */
  private void awaitNobody(long deadline) throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    world.oracle().unfinishedAfter(left).forEach(it -> violated("not drained: " + it));
    JsonNode room = room();
    while (room.path("active").asInt(-1) != 0 || room.path("waiting").asInt(-1) != 0) {
      if (System.nanoTime() > deadline) {
        violated("Expected nobody to be left, but the room shows " + room);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
      room = room();
    }
  }

  private void judge(Traffic traffic) throws InterruptedException, IOException {
    world.takeLost().forEach(service -> violated("ended by itself: " + service));
    violations.addAll(world.upstream().takeBroken());
    violations.addAll(world.oracle().violations(traffic));
    violations.addAll(
        new Readers(world.ingress().urls(), world.oracle().ledger())
            .violations(List.copyOf(traffic.promises())));
    for (UUID succeeded : traffic.succeeded()) {
      if (!world.upstream().wasAsked(succeeded)) {
        violated("query %s succeeded, but the upstream was never asked".formatted(succeeded));
      }
    }
    replay();
  }

  /** Decides the whole log again, and holds the state against the view. */
  private void replay() throws IOException, InterruptedException {
    String order = "{\"mode\":\"verify\"}";
    JsonNode replay = operator("POST", "replays", order);
    String id = replay.path("id").asString("");
    long end = System.nanoTime() + REPLAY.toNanos();
    while (!replay.path("state").asString("").equals("DONE")) {
      if (replay.path("state").asString("").equals("FAILED") || System.nanoTime() > end) {
        violated("the replay did not come to its end: " + replay);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(300);
      replay = operator("GET", "replays/" + id, "");
    }
    JsonNode report = replay.path("report");
    if (!report.path("equal").asBoolean() || !report.path("viewEqual").asBoolean()) {
      violated("the replay differs: " + report);
    }
  }

  private JsonNode room() throws InterruptedException {
    try {
      return send("GET", "/v1/rooms/default", "", "");
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private JsonNode operator(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, "/admin/v1/" + path, body, world.operatorToken());
  }

  private JsonNode send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(world.ingress().urls().getFirst() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }
  }
}
