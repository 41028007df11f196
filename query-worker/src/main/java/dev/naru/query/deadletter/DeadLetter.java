package dev.naru.query.deadletter;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that led nowhere, with where it stood.
 *
 * @param reason {@code UNREADABLE} or {@code MAX_ATTEMPTS}
 * @param queryId null if nobody could read it
 * @param attempts how often the query was tried
 */
public record DeadLetter(
    ConsumerRecord<byte[], byte[]> origin, String reason, @Nullable UUID queryId, int attempts) {
  public static final String UNREADABLE = "UNREADABLE";
  public static final String MAX_ATTEMPTS = "MAX_ATTEMPTS";
}
