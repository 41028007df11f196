package dev.naru.ingress.deadletter;

import dev.naru.ingress.deadletter.Letter.Redrive;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The letters that are being redriven; several ingresses may work on them at once. All methods
 * throw {@link dev.naru.ingress.store.StoreAwayException}.
 */
interface Redrives {

  /**
   * Takes wanted letters, the oldest first, as fast as was asked for: queries become {@code
   * JOINING}, with new ids, and records {@code RUNNING}. Whoever is given a letter begins it.
   *
   * @param most that may be under way
   */
  List<Letter> take(Instant now, int most, Supplier<UUID> ids);

  /** Reads the letters that are under way. */
  List<Letter> underWay();

  /** Keeps the bytes of a letter that is under way; false if it is not where it was any more. */
  boolean keep(Letter letter, byte[] value);

  /** Notes another step of the redrive; false if the letter is not where it was any more. */
  boolean step(Letter letter, LetterState to, Redrive redrive);

  /** Ends the redrive; false if the letter is not where it was any more. */
  boolean end(Letter letter, LetterState to, boolean parked);
}
