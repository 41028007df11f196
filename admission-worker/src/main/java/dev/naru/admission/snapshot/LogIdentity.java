package dev.naru.admission.snapshot;

/**
 * Which log it is: names can be given again, these ids cannot.
 *
 * @param cluster id of the Kafka cluster
 * @param commands id of the topic of commands
 * @param events id of the topic of events
 */
public record LogIdentity(String cluster, String commands, String events) {}
