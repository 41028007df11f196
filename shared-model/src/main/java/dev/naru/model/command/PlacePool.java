package dev.naru.model.command;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.Names;
import java.util.List;

/**
 * Give a pool its partition, once and for ever. Partition 0 decides it: it is the directory of all.
 *
 * @param beside pools that share a room with this one: they must live together
 * @param partitions how many partitions the log has, 1 to 1,000
 */
public record PlacePool(String pool, List<String> beside, int partitions) implements Command {
  /** More than any log has; a record that claims more is not to be believed. */
  public static final int MOST_PARTITIONS = 1_000;

  public PlacePool {
    Names.requireName("pool", pool);
    beside = List.copyOf(beside);
    beside.forEach(other -> Names.requireName("beside", other));
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new InvalidSettingException("partitions", "1 to " + MOST_PARTITIONS, partitions);
    }
  }
}
