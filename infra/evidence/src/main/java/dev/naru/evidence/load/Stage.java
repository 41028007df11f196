package dev.naru.evidence.load;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;

import io.gatling.javaapi.core.ClosedInjectionStep;
import java.time.Duration;
import java.util.List;

/**
 * A part of a load: as many users at any time, each new one as soon as another has left.
 *
 * @param from users at its beginning
 * @param to users at its end, evenly more or fewer in between
 */
public record Stage(int from, int to, Duration during) {

  /** The same number all the time. */
  public static Stage steady(int users, Duration during) {
    return new Stage(users, users, during);
  }

  /** The same users in a shorter time. */
  public Stage compressed(int times) {
    return new Stage(from, to, during.dividedBy(times));
  }

  static ClosedInjectionStep[] all(List<Stage> stages) {
    return stages.stream().map(Stage::step).toArray(ClosedInjectionStep[]::new);
  }

  private ClosedInjectionStep step() {
    return from == to
        ? constantConcurrentUsers(to).during(during)
        : rampConcurrentUsers(from).to(to).during(during);
  }
}
