package dev.naru.query.slot;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.query.deadletter.DeadLetter;
import dev.naru.query.problem.Problem;
import dev.naru.query.upstream.Question;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** A query on its slot, and what can be said of it. */
final class Work {
  private final ConsumerRecord<byte[], byte[]> record;
  private final SlotAssignment assignment;
  private final long timeoutMillis;
  private int attempt;
  private int spared;

  /**
   * @param attempt the last attempt begun, by whichever worker; 0 if none
   * @param spared how many of the attempts do not count
   * @param longestMillis time-out of an assignment that names none
   */
  Work(
      ConsumerRecord<byte[], byte[]> record,
      SlotAssignment assignment,
      int attempt,
      int spared,
      long longestMillis) {
    this.record = record;
    this.assignment = assignment;
    this.attempt = attempt;
    this.spared = spared;
    this.timeoutMillis =
        assignment.timeoutMillis() > 0 ? assignment.timeoutMillis() : longestMillis;
  }

  UUID queryId() {
    return assignment.queryId();
  }

  /** Of the log that the query is on. */
  int partition() {
    return Origin.partition(record.headers());
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  int attempt() {
    return attempt;
  }

  /** How many attempts count. */
  int counted() {
    return attempt - spared;
  }

  /** How many attempts do not count. */
  int spared() {
    return spared;
  }

  /** The attempt that is over does not count. */
  void spare() {
    spared++;
  }

  void nextAttempt() {
    attempt++;
  }

  /**
   * The commit that claims the query, its record still to be read by whoever comes next.
   *
   * @param through offset of the last record that it claims ahead, 0 if none
   */
  OffsetAndMetadata claim(int claimedAttempt, long through) {
    return commit(new Claim(queryId(), claimedAttempt, false, spared, through));
  }

  /** The commit that says that nothing runs here, and that the query is still to be run. */
  OffsetAndMetadata leave() {
    return commit(new Claim(queryId(), attempt, true, spared, 0));
  }

  private OffsetAndMetadata commit(Claim claim) {
    return new OffsetAndMetadata(record.offset(), record.leaderEpoch(), claim.toMetadata());
  }

  /** The commit that leaves the record behind. */
  OffsetAndMetadata done() {
    return new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
  }

  StartQuery start(String worker) {
    return new StartQuery(queryId(), assignment.pool(), assignment.slot(), attempt, worker);
  }

  Question question() {
    return new Question(
        queryId(),
        assignment.sessionId(),
        assignment.room(),
        assignment.payload(),
        attempt,
        TraceParent.of(record.headers(), queryId(), attempt));
  }

  Ending succeeded(RawJson result) {
    return new Ending(partition(), null, finish(QueryState.SUCCEEDED, result, null));
  }

  Ending cancelled() {
    Problem problem = Problem.of("CANCELLED", "Expected to run the query, but it was cancelled");
    return new Ending(partition(), null, finish(QueryState.CANCELLED, null, problem));
  }

  Ending failed(Problem problem) {
    return new Ending(partition(), null, finish(QueryState.FAILED, null, problem));
  }

  /** No further attempt: the record goes to the dead letters too. */
  Ending exhausted(QueryState outcome, Problem problem) {
    return new Ending(
        partition(),
        new DeadLetter(record, DeadLetter.MAX_ATTEMPTS, queryId(), attempt),
        finish(outcome, null, problem));
  }

  private FinishQuery finish(
      QueryState outcome, @Nullable RawJson result, @Nullable Problem problem) {
    return new FinishQuery(
        queryId(),
        assignment.pool(),
        assignment.slot(),
        attempt,
        outcome,
        result,
        problem == null ? null : problem.toJson());
  }
}
