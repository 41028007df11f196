package dev.naru.ingress.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that follow one another in a folder which all ingresses share. Whoever uses them looks there
 * anew every 20 s, makes the next one when it is time and removes what is over; a file that
 * somebody removes is a key that is no longer good. Thread-safe.
 *
 * @param <T> what is made of the keys
 */
final class RotatingKeys<T> implements Supplier<T> {
  static final Duration LOOK = Duration.ofSeconds(20);
  private static final Logger log = LoggerFactory.getLogger(RotatingKeys.class);

  private final KeyFamily family;
  private final KeyRotation rotation;
  private final Function<KeySet, T> use;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Seen<T> seen;

  RotatingKeys(KeyFamily family, KeyRotation rotation, Function<KeySet, T> use, Clock clock) {
    this.family = family;
    this.rotation = rotation;
    this.use = use;
    this.clock = clock;
    Instant now = clock.instant();
    KeySet keys = look(now);
    this.seen = new Seen<>(now, keys, use.apply(keys));
  }

  /** Returns what is made of the keys as they are. */
  @Override
  public T get() {
    Instant now = clock.instant();
    if (seen.isStale(now) && looking.tryLock()) {
      try {
        seen = lookAgain(seen, now);
      } finally {
        looking.unlock();
      }
    }
    return seen.made();
  }

  private Seen<T> lookAgain(Seen<T> last, Instant now) {
    try {
      KeySet keys = look(now);
      return new Seen<>(now, keys, keys.equals(last.keys()) ? last.made() : use.apply(keys));
    } catch (RuntimeException e) {
      log.warn("The keys cannot be read; those that are known go on to be used", e);
      return new Seen<>(now, last.keys(), last.made());
    }
  }

  private KeySet look(Instant now) {
    List<KeptKey> keys = family.read(now);
    if (rotation.isDue(keys, now)) {
      int next = keys.getLast().number() + 1;
      family.make(next, now);
      log.info("A new key was made; it signs in {}: number={}", KeyRotation.ANNOUNCED, next);
      keys = family.read(now);
    }
    List<KeptKey> all = keys;
    List<KeptKey> alive = all.stream().filter(key -> !rotation.isOver(key, all, now)).toList();
    all.stream().filter(key -> !alive.contains(key)).forEach(family::remove);
    return new KeySet(rotation.signer(alive, now), alive);
  }

  /** What was seen at a time. */
  private record Seen<T>(Instant at, KeySet keys, T made) {
    boolean isStale(Instant now) {
      return now.isBefore(at) || !now.isBefore(at.plus(LOOK));
    }
  }
}
