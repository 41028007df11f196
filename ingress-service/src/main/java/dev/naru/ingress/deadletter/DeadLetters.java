package dev.naru.ingress.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters as operators know them. All methods throw {@link
 * dev.naru.ingress.store.StoreAwayException}.
 */
public interface DeadLetters {

  /**
   * Reads letters that are not over, the newest first: so many, or fewer if they are large.
   *
   * @param before id of the letter before which to begin; null begins with the newest
   */
  List<Letter> list(LetterFilter filter, int most, @Nullable UUID before);

  Optional<Letter> find(UUID id);

  /** Says what {@link #want} would come to. */
  RedrivePlan plan(LetterFilter filter);

  /** Marks the open letters to be redriven, so many a second at most; returns what it came to. */
  RedrivePlan want(LetterFilter filter, int ratePerSecond);

  /** Ends a letter that is not under way; false if it is, or is over. */
  boolean discard(UUID id);
}
