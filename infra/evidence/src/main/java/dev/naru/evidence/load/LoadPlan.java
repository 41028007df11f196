package dev.naru.evidence.load;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the next simulation does; Gatling makes simulations itself, by their class alone.
 *
 * @param naru the target
 * @param room that is joined
 * @param name of the scenario
 * @param prefix of the user keys, unique among all runs
 * @param users at once
 * @param patient whether users who are told to repeat (503, nothing confirmed) do so, as the
 *     contract says; else that is a failure
 * @param stages how many users there are at any time, one stage after the other; unused by a burst
 * @param stays how long each user stays; unused by a burst
 * @param recorder what was seen goes there
 */
public record LoadPlan(
    URI naru,
    String room,
    String name,
    String prefix,
    int users,
    boolean patient,
    List<Stage> stages,
    Stays stays,
    Recorder recorder) {
  private static volatile @Nullable LoadPlan next;

  /** The same against another target. */
  public LoadPlan at(URI other) {
    return new LoadPlan(other, room, name, prefix, users, patient, stages, stays, recorder);
  }

  static LoadPlan next() {
    LoadPlan plan = next;
    if (plan == null) {
      throw new IllegalStateException("Expected a plan for this simulation, but there is none");
    }
    return plan;
  }

  void isNext() {
    next = this;
  }
}
