package dev.naru.ingress.deadletter;

import dev.naru.model.wire.HashChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back the bytes that were too many for the topic of letters, from where the record stood:
 * once, when the letter's redrive begins. From then on it is a letter like others.
 */
final class LargeLetters {
  private static final Logger log = LoggerFactory.getLogger(LargeLetters.class);

  private final Redrives redrives;
  private final LogRecords records;

  LargeLetters(Redrives redrives, LogRecords records) {
    this.redrives = redrives;
    this.records = records;
  }

  /** Returns the letter with its bytes; the same letter if there are none, or none any more. */
  Letter complete(Letter letter) {
    if (!letter.isInLog()) {
      return letter;
    }
    byte[] value =
        records.read(letter.topic(), letter.partition(), letter.offset()).orElse(new byte[0]);
    if (!HashChain.hashOf(value).equals(letter.sha256())) {
      log.warn(
          "A large record is no longer where it stood, so its letter cannot be redriven: letterId={} topic={} partition={} offset={}",
          letter.id(),
          letter.topic(),
          letter.partition(),
          letter.offset());
      return letter;
    }
    return redrives.keep(letter, value) ? letter.with(value) : letter;
  }
}
