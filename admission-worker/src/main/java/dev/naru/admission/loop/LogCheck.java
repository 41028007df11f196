package dev.naru.admission.loop;

import dev.naru.admission.snapshot.LogIdentity;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks whether the log is the one that a state came from, and goes on where it stands. What is not
 * so stops the partition, with one message that says what happened and what repairs it: going on
 * would lose what was accepted, or give a place twice.
 */
final class LogCheck {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration UNTIL_ENDED = Duration.ofSeconds(3);
  static final String FORGET =
      "start the admission worker (or ./naru up) once with NARU_ADMISSION_SNAPSHOTS_FORGET=true";
  private static final String BEGIN_AGAIN =
      ". Restore it from a backup; or begin again with nobody in line: './naru up --data NEW_FOLDER',"
          + " or with servers of your own 'kafka-topics.sh --delete --topic naru.commands,naru.events'"
          + ". Then "
          + FORGET;

  private LogCheck() {}

  /** The log behind the names is the one that a snapshot or a warm state is of. */
  static void requireSame(LogIdentity expected, LogIdentity found) {
    if (!found.cluster().equals(expected.cluster())) {
      throw new BrokenLogException(
          ("Expected the Kafka cluster '%s', of which the snapshots are, but '%s' answers: it is another"
                  + " cluster under the same name. Correct spring.kafka.bootstrap-servers; or, if its log"
                  + " is the one to go on with, "
                  + FORGET)
              .formatted(expected.cluster(), found.cluster()));
    }
    if (!found.commands().equals(expected.commands())) {
      throw new BrokenLogException(
          madeAnew(Topics.COMMANDS, expected.commands(), found.commands()) + BEGIN_AGAIN);
    }
    if (!found.events().equals(expected.events())) {
      throw new BrokenLogException(
          madeAnew(Topics.EVENTS, expected.events(), found.events())
              + ". Restore it from a backup, or have all commands decided again, and "
              + FORGET);
    }
  }

  private static String madeAnew(String topic, String expected, String found) {
    return "Expected the topic %s to have the id %s, but it has %s: it was deleted and made anew"
        .formatted(topic, expected, found);
  }

  /** The events go on where a state stands. */
  static void requireEvents(TopicPartition events, LogSpan span, long next) {
    if (span.first() > next) {
      throw new BrokenLogException(
          ("Expected %s to hold the events from %d on, which follow the newest snapshot, but it begins at"
                      + " %d: its retention has removed them. Set it with 'kafka-configs.sh --alter"
                      + " --entity-type topics --entity-name %s --add-config retention.ms=-1'")
                  .formatted(events, next, span.first(), Topics.EVENTS)
              + BEGIN_AGAIN);
    }
    if (span.end() < next) {
      throw truncated(events, next, "it ends at " + span.end());
    }
  }

  /** Events were lost that a state knows of: what they said can be decided again. */
  static BrokenLogException truncated(TopicPartition events, long next, String but) {
    return new BrokenLogException(
        "Expected %s to go on at %d, but %s: it was truncated. Restore it from a backup, or have the lost part decided again, and "
                .formatted(events, next, but)
            + FORGET);
  }

  /** The events tell of a command that was told of, or leave one out. */
  static BrokenLogException outOfOrder(TopicPartition events, long at, long last, Envelope found) {
    return new BrokenLogException(
        ("Expected %s to go on after command %d, but at %d it has event %d of command %d: a part of it was"
                    + " lost. Restore it from a backup, or delete %s to have all commands decided again, and ")
                .formatted(events, last, at, found.index(), found.offset(), Topics.EVENTS)
            + FORGET);
  }

  /**
   * No transaction is open, because all that a predecessor had begun were ended when it was fenced.
   * One that lost its end on disk would be committed with the next.
   *
   * @param all reads what is not committed, too
   */
  static void requireAllEnded(
      KafkaConsumer<byte[], byte[]> committed, KafkaConsumer<byte[], byte[]> all, int partition)
      throws InterruptedException {
    TopicPartition events = new TopicPartition(Topics.EVENTS, partition);
    long giveUp = System.nanoTime() + UNTIL_ENDED.toNanos();
    for (long end = LogSpan.of(committed, events).end();
        end < LogSpan.of(all, events).end();
        end = LogSpan.of(committed, events).end()) {
      if (System.nanoTime() > giveUp) {
        throw new BrokenLogException(
            "Expected all transactions of %s to be ended, but the one at %d is not: its end was lost. Restore the topic from a backup; or have its commands decided again: 'kafka-transactions.sh abort --topic %s --partition %d --start-offset %d', and restart the admission worker"
                .formatted(events, end, Topics.EVENTS, partition, end));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /**
   * The commands go on where the state stands, and the last one decided is still there: a log that
   * was cut and has grown again looks whole, but for its hash.
   */
  static void requireCommands(KafkaConsumer<byte[], byte[]> consumer, Follower follower) {
    TopicPartition commands = new TopicPartition(Topics.COMMANDS, follower.partition());
    long next = follower.state().offset() + 1;
    LogSpan span = LogSpan.of(consumer, commands);
    if (span.end() < next) {
      throw new BrokenLogException(
          "Expected %s to go on at %d, but it ends at %d: it was truncated or made anew"
                  .formatted(commands, next, span.end())
              + BEGIN_AGAIN);
    }
    if (span.first() > next) {
      throw new BrokenLogException(
          "Expected %s to hold the commands from %d on, but it begins at %d: its retention has removed what was accepted and not decided"
                  .formatted(commands, next, span.first())
              + BEGIN_AGAIN);
    }
    if (span.first() < next) {
      requireLastCommand(consumer, commands, follower);
    }
  }

  private static void requireLastCommand(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition commands, Follower follower) {
    long last = follower.state().offset();
    List<ConsumerRecord<byte[], byte[]>> records = read(consumer, commands, last);
    String chain = new HashChain().next(follower.previousChain(), records.getFirst().value());
    if (records.getFirst().offset() != last || !chain.equals(follower.state().chain())) {
      throw new BrokenLogException(
          "Expected %s to hold at %d the command that was decided last, but it holds another: it was truncated or made anew, and has grown since"
                  .formatted(commands, last)
              + BEGIN_AGAIN);
    }
  }

  /** Returns some records, one at least: the partition must have it. */
  static List<ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    List<ConsumerRecord<byte[], byte[]>> records = List.of();
    while (records.isEmpty()) {
      records = consumer.poll(POLL).records(partition);
    }
    return records;
  }
}
