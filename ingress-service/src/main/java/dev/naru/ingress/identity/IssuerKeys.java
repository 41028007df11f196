package dev.naru.ingress.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, fetched when they are needed and good for 5 min. A key that is not
 * among them may be a new one: they are fetched again for it, every 10 s at most, however many
 * tokens name keys that nobody has. Thread-safe.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  static final Duration GOOD = Duration.ofMinutes(5);
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** For so long a fetch that failed is the answer to whoever asks: nobody queues for the next. */
  static final Duration FAILED = Duration.ofSeconds(1);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 2_000;
  private static final int MOST_BYTES = 1 << 20;

  private final Fetch fetch;
  private final LongSupplier nanoTime;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile @Nullable Failure failure;

  IssuerKeys(Fetch fetch, LongSupplier nanoTime) {
    this.fetch = fetch;
    this.nanoTime = nanoTime;
  }

  /** The keys at an address. Redirects are not followed: the settings alone say where keys are. */
  static IssuerKeys at(URI address) {
    DefaultResourceRetriever retriever = new Retriever();
    return new IssuerKeys(
        () -> JWKSet.parse(retriever.retrieveResource(address.toURL()).getContent()),
        System::nanoTime);
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Known seen = known;
    if (seen == null || seen.isOlder(GOOD, nanoTime.getAsLong())) {
      seen = after(seen);
    }
    List<JWK> found = selector.select(seen.keys());
    boolean maybeNew = found.isEmpty() && seen.isOlder(PAUSE, nanoTime.getAsLong());
    return maybeNew ? selector.select(after(seen).keys()) : found;
  }

  /** Returns keys that were fetched after those that were seen; one fetches, the others wait. */
  private Known after(@Nullable Known seen) throws KeySourceException {
    fetching.lock();
    try {
      Known newest = known;
      if (newest != null && newest != seen) {
        return newest;
      }
      Failure failed = failure;
      if (failed != null && !failed.isOlder(nanoTime.getAsLong())) {
        throw away(failed.cause());
      }
      return fetched();
    } finally {
      fetching.unlock();
    }
  }

  private Known fetched() throws KeySourceException {
    try {
      JWKSet keys = fetch.keys();
      Known fetched = new Known(keys, nanoTime.getAsLong());
      known = fetched;
      failure = null;
      return fetched;
    } catch (IOException | ParseException | RuntimeException e) {
      failure = new Failure(e, nanoTime.getAsLong());
      throw away(e);
    }
  }

  private static KeySourceException away(Exception cause) {
    return new RemoteKeySourceException("Expected the issuer's keys, but cannot get them", cause);
  }

  /** Gets the keys from where they are. */
  interface Fetch {
    JWKSet keys() throws IOException, ParseException;
  }

  private record Known(JWKSet keys, long at) {
    boolean isOlder(Duration age, long now) {
      return now - at >= age.toNanos();
    }
  }

  private record Failure(Exception cause, long at) {
    boolean isOlder(long now) {
      return now - at >= FAILED.toNanos();
    }
  }

  private static final class Retriever extends DefaultResourceRetriever {
    Retriever() {
      super(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }
}
