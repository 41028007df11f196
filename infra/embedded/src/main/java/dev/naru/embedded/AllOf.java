package dev.naru.embedded;

import java.util.ArrayList;
import java.util.List;

/** Does every one of the steps, whichever fail; throws the first failure at the end. */
final class AllOf {

  private AllOf() {}

  static void run(List<Runnable> steps) {
    var failures = new ArrayList<RuntimeException>();
    for (var step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      var first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
