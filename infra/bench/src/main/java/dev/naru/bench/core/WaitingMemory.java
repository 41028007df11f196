package dev.naru.bench.core;

import dev.naru.model.command.RequestSession;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures the heap that a waiting session costs: bytes in use after a collection, with and without
 * a million waiting, 12-character user keys. Run it with {@code java -Xms3g -Xmx3g -cp
 * infra/bench/target/bench.jar dev.naru.bench.core.WaitingMemory}.
 */
public final class WaitingMemory {
  private static final int WAITING = 1_000_000;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private WaitingMemory() {}

  public static void main(String[] args) {
    print("without Idempotency-Key", number -> null);
    print("with a 36-character Idempotency-Key", number -> Visitors.id(number).toString());
  }

  private static void print(String what, IntFunction<@Nullable String> idempotencyKey) {
    System.out.printf(
        "%,d waiting, %s: %d bytes of heap each%n", WAITING, what, bytesEach(idempotencyKey));
  }

  private static long bytesEach(IntFunction<@Nullable String> idempotencyKey) {
    long before = used();
    BenchedCore core = new BenchedCore(20, envelope -> {});
    for (int i = 0; i < WAITING + 20; i++) {
      core.process(
          new RequestSession(
              Visitors.id(i), BenchedCore.ROOM, Visitors.userKey(i), idempotencyKey.apply(i)));
    }
    long bytes = used() - before;
    core.check(WAITING, WAITING + 20);
    return bytes / WAITING;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      MEMORY.gc();
    }
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
