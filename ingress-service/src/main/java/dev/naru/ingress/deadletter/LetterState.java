package dev.naru.ingress.deadletter;

/** Where a dead letter stands. */
public enum LetterState {
  OPEN,
  /** To be redriven, in its turn. */
  WANTED,
  /** Its redrive waits in the room's line. */
  JOINING,
  /** Its redrive's query, or its record, is under way. */
  RUNNING,
  /** Over: the redrive led somewhere, or there was a result already. */
  REDRIVEN,
  /** Over, by an operator's word. */
  DISCARDED,
  /** The second failure of another letter, and shown as that. */
  REPEATED;

  /** Whether operators still have to do with it. */
  public boolean isListed() {
    return this == OPEN || this == WANTED || isUnderWay();
  }

  /** Whether something was begun that has to come to its end. */
  public boolean isUnderWay() {
    return this == JOINING || this == RUNNING;
  }
}
