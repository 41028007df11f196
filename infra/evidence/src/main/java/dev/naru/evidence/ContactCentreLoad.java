package dev.naru.evidence;

import dev.naru.evidence.load.Stage;
import java.time.Duration;
import java.util.List;

/** The loads of a contact centre, as its test had them. */
enum ContactCentreLoad {
  NORMAL(
      new Stage(0, 100, Duration.ofMinutes(5)),
      Stage.steady(100, Duration.ofMinutes(10)),
      new Stage(100, 0, Duration.ofMinutes(5))),
  STRESS(
      new Stage(0, 500, Duration.ofMinutes(10)),
      Stage.steady(500, Duration.ofMinutes(20)),
      new Stage(500, 1_000, Duration.ofMinutes(10)),
      Stage.steady(1_000, Duration.ofMinutes(10)),
      new Stage(1_000, 0, Duration.ofMinutes(10))),
  SPIKE(
      Stage.steady(100, Duration.ofMinutes(1)),
      new Stage(100, 1_500, Duration.ofSeconds(30)),
      Stage.steady(1_500, Duration.ofMinutes(1)),
      new Stage(1_500, 100, Duration.ofSeconds(30)),
      Stage.steady(100, Duration.ofMinutes(1)));

  private final List<Stage> stages;

  ContactCentreLoad(Stage... stages) {
    this.stages = List.of(stages);
  }

  /** The same users in times that are so many times shorter. */
  List<Stage> stages(int compress) {
    return stages.stream().map(stage -> stage.compressed(compress)).toList();
  }

  int mostUsers() {
    return stages.stream().mapToInt(stage -> Math.max(stage.from(), stage.to())).max().orElse(0);
  }
}
