package dev.naru.ingress.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.naru.ingress.Parking;
import dev.naru.ingress.store.StoreAwayException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows keys by what their owners show. What it has read is good for 2 s, so a key is revoked
 * within seconds on every ingress; while Postgres is away, for 10 min. However many calls come with
 * a key, one at a time looks it up. Thread-safe.
 */
public final class KeyRing {
  static final Duration FRESH = Duration.ofSeconds(2);
  static final Duration GRACE = Duration.ofMinutes(10);

  private static final int MOST_KNOWN = 10_000;
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);

  /** Whoever is known already does not wait long for a Postgres that is away. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ApiKeys keys;
  private final LongSupplier nanoTime;
  private final Cache<String, Known> known = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  /** What is none, apart: however many of them are shown, they push no key out. */
  private final Cache<String, Known> none = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  private final ConcurrentMap<String, CompletableFuture<Known>> looks = new ConcurrentHashMap<>();

  KeyRing(ApiKeys keys, LongSupplier nanoTime) {
    this.keys = keys;
    this.nanoTime = nanoTime;
  }

  public static KeyRing of(ApiKeys keys) {
    return new KeyRing(keys, System::nanoTime);
  }

  /**
   * Returns the key, if it is one and not revoked; throws {@link StoreAwayException} if that cannot
   * be told.
   */
  public Optional<ApiKey> find(String secret) {
    if (!Secret.hasForm(secret)) {
      return Optional.empty();
    }
    String digest = Secret.digest(secret);
    Known seen = seen(digest);
    if (seen == null || !seen.isFresh(nanoTime.getAsLong())) {
      seen = look(digest, seen);
    }
    return Optional.ofNullable(seen.key()).filter(ApiKey::isGood);
  }

  /** Whether it is a good key that was looked up before, and not too long ago. */
  public boolean isKnown(String secret) {
    Known seen = Secret.hasForm(secret) ? known.getIfPresent(Secret.digest(secret)) : null;
    if (seen == null || seen.key() == null || !seen.key().isGood()) {
      return false;
    }
    return seen.isUsable(nanoTime.getAsLong());
  }

  private @Nullable Known seen(String digest) {
    Known seen = known.getIfPresent(digest);
    return seen == null ? none.getIfPresent(digest) : seen;
  }

  private void keep(String digest, Known read) {
    if (read.key() == null) {
      none.put(digest, read);
    } else {
      known.put(digest, read);
      none.invalidate(digest);
    }
  }

  private Known look(String digest, @Nullable Known old) {
    boolean usable = old != null && old.isUsable(nanoTime.getAsLong());
    CompletableFuture<Known> look = begin(digest);
    boolean done =
        Parking.await(look, System.nanoTime() + (usable ? PATIENCE : FIRST_PATIENCE).toNanos());
    if (done && !look.isCompletedExceptionally()) {
      return look.join();
    }
    if (old == null || !usable) {
      throw new StoreAwayException(cause(look));
    }
    Known tried = old.tried(nanoTime.getAsLong());
    keep(digest, tried);
    return tried;
  }

  private CompletableFuture<Known> begin(String digest) {
    CompletableFuture<Known> mine = new CompletableFuture<>();
    CompletableFuture<Known> other = looks.putIfAbsent(digest, mine);
    if (other != null) {
      return other;
    }
    Thread.ofVirtual().start(() -> read(digest, mine));
    return mine;
  }

  private void read(String digest, CompletableFuture<Known> look) {
    try {
      long now = nanoTime.getAsLong();
      Known read = new Known(keys.findByDigest(digest).orElse(null), now, now);
      keep(digest, read);
      // first, so that nobody who comes later meets a look that is over
      looks.remove(digest, look);
      look.complete(read);
    } catch (RuntimeException e) {
      looks.remove(digest, look);
      look.completeExceptionally(e);
    }
  }

  private static Throwable cause(CompletableFuture<Known> look) {
    try {
      look.getNow(null);
      return new IllegalStateException("Expected to read a key, but it takes too long");
    } catch (CompletionException e) {
      return e;
    }
  }

  /**
   * What was read of a key.
   *
   * @param key null if there is none
   * @param readAt by the clock of this ring
   * @param triedAt when it was last tried to read it again
   */
  private record Known(@Nullable ApiKey key, long readAt, long triedAt) {

    boolean isFresh(long now) {
      return now - triedAt < FRESH.toNanos() && isUsable(now);
    }

    boolean isUsable(long now) {
      return now - readAt < GRACE.toNanos();
    }

    Known tried(long now) {
      return new Known(key, readAt, now);
    }
  }
}
