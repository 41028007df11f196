package dev.naru.evidence.subject;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The Naru under test.
 *
 * @param kafka where its log is; null if unknown
 * @param process the child process that must be ended afterwards; null if it ran before
 */
public record Target(URI http, @Nullable String kafka, @Nullable NaruProcess process)
    implements AutoCloseable {

  /** Whether this run started it. */
  public boolean isOwn() {
    return process != null;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
