package dev.naru.admission.loop;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;

/**
 * Where a partition's events stand: each command once, after the one before, and its events in
 * their order. Not thread-safe.
 */
final class EventOrder {
  private static final int UNKNOWN = -1;

  private long offset;
  private int index = UNKNOWN;

  /**
   * @param offset of the last command whose events are known; -1 before the first
   */
  EventOrder(long offset) {
    this.offset = offset;
  }

  /** Takes the place of the event that comes next; returns whether it may stand there. */
  boolean goesOn(Envelope envelope) {
    if (envelope.event() instanceof TermBegan) {
      // no command caused it
      return envelope.offset() == offset;
    }
    boolean goesOn = isNextCommand(envelope) || isNextOfCommand(envelope);
    offset = envelope.offset();
    index = envelope.index();
    return goesOn;
  }

  private boolean isNextCommand(Envelope envelope) {
    return envelope.offset() == offset + 1 && envelope.index() == 0;
  }

  /** Of a snapshot's last command it is not known which event was the last. */
  private boolean isNextOfCommand(Envelope envelope) {
    return envelope.offset() == offset
        && (index == UNKNOWN ? envelope.index() > 0 : envelope.index() == index + 1);
  }
}
