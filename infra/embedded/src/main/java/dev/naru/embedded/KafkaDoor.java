package dev.naru.embedded;

/**
 * A second way into Kafka, for clients who come by something in between, such as a link that can
 * break: they are sent back to that, not to Kafka itself.
 *
 * @param port where Kafka listens for it
 * @param advertisedPort where its clients are sent
 */
public record KafkaDoor(int port, int advertisedPort) {}
