package dev.naru.admission.replay.log;

import dev.naru.model.wire.Topics;

/**
 * Where in Kafka a log is: the live one, or the copy that an import made.
 *
 * @param isCopy whether the records' own offsets are in their headers
 */
public record LogTopicNames(String commands, String events, boolean isCopy) {
  /** Header of a copied record: the offset that it had, in decimal digits. */
  static final String OFFSET_HEADER = "naru_offset";

  public static final LogTopicNames LIVE = new LogTopicNames(Topics.COMMANDS, Topics.EVENTS, false);
  public static final LogTopicNames IMPORTED =
      new LogTopicNames("naru.replay.commands", "naru.replay.events", true);
}
