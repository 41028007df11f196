package dev.naru.query.settings;

/** How consumers share partitions. */
public enum GroupProtocol {
  /**
   * The rebalance protocol of Kafka 4 (KIP-848): the broker assigns; time-outs belong to the group.
   */
  CONSUMER,
  /**
   * The old one, for clusters that forbid a short session time-out with the new: members assign.
   */
  CLASSIC
}
