package dev.naru.admission.replay.log;

import dev.naru.admission.state.RoomsState;

/**
 * What a reading of events builds on.
 *
 * @param state before those events; the reader's own, to go on with
 * @param nextEvent offset of the first event that the state does not hold
 */
public record Beginning(RoomsState state, long nextEvent) {

  /** The beginning of a log of which nothing was removed. */
  public static Beginning ofNothing() {
    return new Beginning(new RoomsState(), 0);
  }
}
