package dev.naru.ingress.http;

import dev.naru.ingress.deadletter.RedrivePlan;

/** What a redrive comes to, or would come to if it were none on trial. */
record RedriveBody(boolean dryRun, long letters, long settled, long skipped, int ratePerSecond) {

  static RedriveBody of(RedrivePlan plan, boolean dryRun, int ratePerSecond) {
    return new RedriveBody(dryRun, plan.letters(), plan.settled(), plan.skipped(), ratePerSecond);
  }
}
