package dev.naru.model.command;

import dev.naru.model.HoldReason;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import java.util.Objects;

/**
 * Give no query of the pool to a slot for a while. What has a slot goes on; a hold that is in force
 * already is made longer, and an operator's is stronger than a worker's.
 *
 * @param forMillis how long, from the command on; 0 is until it is released
 */
public record HoldPool(String pool, HoldReason reason, long forMillis) implements Command {
  /** Longer than any worker holds a pool without looking again: one day, in ms. */
  public static final long LONGEST_MILLIS = 24L * 60 * 60 * 1_000;

  public HoldPool {
    Names.requireName("pool", pool);
    Objects.requireNonNull(reason, "reason");
    if (forMillis < 0 || forMillis > LONGEST_MILLIS) {
      throw new InvalidSettingException("forMillis", "0 to " + LONGEST_MILLIS, forMillis);
    }
  }
}
