package dev.naru.query.settings;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Looks at an event's type without reading the event: most are of no concern to a worker. */
public final class EventTypes {
  private EventTypes() {}

  /**
   * Whether the event may speak of a query, or of its pool's hold; true if its headers do not tell.
   */
  public static boolean mayMatter(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("ce_type");
    if (header == null || header.value() == null) {
      return true;
    }
    String type = new String(header.value(), StandardCharsets.UTF_8);
    return type.contains(".Query")
        || type.contains(".SlotFreed")
        || type.contains(".PoolHeld")
        || type.contains(".PoolReleased")
        || type.contains(".CommandRefused");
  }
}
