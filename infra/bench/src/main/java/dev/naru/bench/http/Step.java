package dev.naru.bench.http;

/** A step of a query on its way through the gate, in the order of the way. */
enum Step {
  ASKED("the client sends it"),
  SUBMITTED("HTTP, and SubmitQuery is in the log"),
  ASSIGNED("polled and decided: QueryAssigned is sent"),
  HANDED_OUT("the transaction's mark is on the slot's partition"),
  CLAIMED("polled by the slot, and the claim is committed"),
  CALLED("the upstream is called"),
  ANSWERED("the upstream has answered"),
  FINISHED("FinishQuery is in the log"),
  DECIDED("polled and decided: QueryFinished is sent"),
  COMMITTED("the transaction's mark is on the events"),
  READABLE("view written, seen by ingress, and the client has its answer");

  private final String what;

  Step(String what) {
    this.what = what;
  }

  /** What has happened since the step before. */
  String what() {
    return what;
  }
}
