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
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration REPLAY = Duration.ofMinutes(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final World world;
  private final Plan plan;
  private final long joins;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param joins how many there are at least
   */
  ChaosRun(World world, Plan plan, long joins) {
    this.world = world;
    this.plan = plan;
    this.joins = joins;
  }

  Outcome run() throws InterruptedException, IOException {
    world.heal();
    world.upstream().forget();
    try (Traffic traffic = Traffic.of(world.ingress()::urls, USERS)) {
      long begun = System.nanoTime();
      happen(begun);
      world.heal();
      long healed = System.nanoTime();
      awaitJoins(traffic, begun);
      long ending = System.nanoTime();
      traffic.end();
      awaitNobody();
      double drain = (System.nanoTime() - Math.max(healed, ending)) / 1e9;
      judge(traffic, drain);
      return new Outcome(plan, traffic.joins(), traffic.queries(), drain, violations);
    }
  }

  private void happen(long begun) throws InterruptedException {
    Random random = new Random(plan.seed());
    for (Plan.Step step : plan.steps()) {
      long left = TimeUnit.MILLISECONDS.toNanos(step.at()) - (System.nanoTime() - begun);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
      try {
        if (step.begins()) {
          step.fault().begin(world, random);
        } else {
          step.fault().end(world);
        }
      } catch (RuntimeException e) {
        violations.add("%s could not be caused: %s".formatted(step.fault().words(), e));
      }
    }
  }

  private void awaitJoins(Traffic traffic, long begun) throws InterruptedException {
    while (traffic.joins() < joins) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        violations.add(
            "Expected %d joins, but there were %d in %d s"
                .formatted(joins, traffic.joins(), LONGEST.toSeconds()));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void awaitNobody() throws InterruptedException {
    long end = System.nanoTime() + DRAIN.toNanos();
    JsonNode room = room();
    while (room.path("active").asInt(-1) != 0 || room.path("waiting").asInt(-1) != 0) {
      if (System.nanoTime() > end) {
        violations.add("Expected nobody to be left, but the room shows " + room);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
      room = room();
    }
  }

  private void judge(Traffic traffic, double drain) throws InterruptedException, IOException {
    if (drain > DRAIN.toSeconds()) {
      violations.add("draining took %.0f s".formatted(drain));
    }
    int most = world.upstream().mostAtOnce();
    if (most > World.SLOTS) {
      violations.add("%d calls were open at once at the upstream".formatted(most));
    }
    world.lost().forEach(service -> violations.add("ended by itself: " + service));
    violations.addAll(
        new Oracle(world.connections(), World.CAPACITY, World.SLOTS).violations(traffic));
    for (UUID succeeded : traffic.succeeded()) {
      if (!world.upstream().wasAsked(succeeded)) {
        violations.add("query %s succeeded, but the upstream was never asked".formatted(succeeded));
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
        violations.add("the replay did not come to its end: " + replay);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(300);
      replay = operator("GET", "replays/" + id, "");
    }
    JsonNode report = replay.path("report");
    if (!report.path("equal").asBoolean() || !report.path("viewEqual").asBoolean()) {
      violations.add("the replay differs: " + report);
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
