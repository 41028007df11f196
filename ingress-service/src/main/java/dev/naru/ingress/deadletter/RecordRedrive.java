package dev.naru.ingress.deadletter;

import dev.naru.ingress.deadletter.Letter.Redrive;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.submit.RecordSubmission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a record's bytes to its topic again. If nobody can read them still, they become a letter
 * again, and this one is parked. At least once: the ids in a command make it count once.
 */
final class RecordRedrive {
  static final Duration LATE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(RecordRedrive.class);

  private final Redrives redrives;
  private final RecordSubmission submission;
  private final InstantSource time;

  RecordRedrive(Redrives redrives, RecordSubmission submission, InstantSource time) {
    this.redrives = redrives;
    this.submission = submission;
    this.time = time;
  }

  void begin(Letter letter) {
    byte[] value = letter.value();
    if (value == null) {
      redrives.end(letter, LetterState.OPEN, false);
      return;
    }
    LogPosition position = submission.append(letter.topic(), letter.partition(), value);
    redrives.end(letter, LetterState.REDRIVEN, false);
    log.info(
        "A dead letter's record was appended again: letterId={} topic={} partition={} offset={}",
        letter.id(),
        letter.topic(),
        position.partition(),
        position.offset());
  }

  /** Whoever began it is gone, or was not told whether the log has it. */
  void follow(Letter letter) {
    Redrive old = letter.redrive();
    Instant now = time.instant();
    if (old == null || old.at().plus(LATE).isAfter(now)) {
      return;
    }
    Redrive again = new Redrive(old.sessionId(), old.queryId(), now);
    if (redrives.step(letter, LetterState.RUNNING, again)) {
      begin(letter);
    }
  }
}
