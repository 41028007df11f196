package dev.naru.admission.view;

import java.util.List;

/**
 * What a batch of commands changed, as Redis commands with absolute values: writing it twice is the
 * same as once.
 *
 * @param offset of the batch's last command
 * @param rooms what must hold for the rooms whose active sessions changed
 * @param writes in the order to run
 */
public record ViewUpdate(long offset, List<ActiveChange> rooms, List<ViewWrite> writes) {

  /**
   * A room's active sessions before and after: the script refuses an update that leaves more than
   * {@code max(capacity, before)}.
   *
   * @param key of the room's active sessions, below the generation
   * @param difference how many more are active after the update
   */
  public record ActiveChange(String key, int capacity, int difference) {}
}
