package dev.naru.model.wire;

/** The Kafka topics. Commands and events have one partition for each admission partition. */
public final class Topics {
  /** What everybody wants; {@code LogAppendTime}, never compacted, written without transactions. */
  public static final String COMMANDS = "naru.commands";

  /** What happened; written in transactions, read with {@code read_committed}. */
  public static final String EVENTS = "naru.events";

  /** Records that nobody could read, and queries that nobody could answer. */
  public static final String DEAD_LETTERS = "naru.dead-letters";

  /** Largest record of commands and dead letters, in bytes. */
  public static final int MAX_RECORD_BYTES = 4 << 20;

  private static final String SLOTS_PREFIX = "naru.slots.";

  private Topics() {}

  /** The topic whose partitions are the pool's slots. */
  public static String slots(String pool) {
    return SLOTS_PREFIX + pool;
  }
}
