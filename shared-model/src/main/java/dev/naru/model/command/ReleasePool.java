package dev.naru.model.command;

import dev.naru.model.HoldReason;
import dev.naru.model.Names;
import org.jspecify.annotations.Nullable;

/**
 * End the hold of a pool: its queries get slots again, the oldest first.
 *
 * @param reason ends only a hold of this reason; null ends any
 */
public record ReleasePool(String pool, @Nullable HoldReason reason) implements Command {
  public ReleasePool {
    Names.requireName("pool", pool);
  }
}
