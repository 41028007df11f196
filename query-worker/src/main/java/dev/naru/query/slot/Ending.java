package dev.naru.query.slot;

import dev.naru.model.command.FinishQuery;
import dev.naru.query.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * What is said when the slot is done with a record: first the letter, then the command.
 *
 * @param partition of the log that the command goes to
 * @param letter null if the query was answered, or nobody wanted it any more
 * @param finish null if nobody could read which query it was
 */
record Ending(int partition, @Nullable DeadLetter letter, @Nullable FinishQuery finish) {

  Ending withoutLetter() {
    return new Ending(partition, null, finish);
  }

  boolean isSaid() {
    return letter == null && finish == null;
  }
}
