package dev.naru.evidence.subject;

import dev.naru.evidence.CannotRunException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the Naru to test: the one that is named, else the one that runs, else a new one. */
public final class Targets {
  private Targets() {}

  /**
   * @param against the one that is named; null if none is
   * @param data where a running one is looked for
   * @param out where a new one's output goes
   * @param recipe that a new one is started with; null is none
   */
  public static Target find(@Nullable URI against, Path data, Path out, @Nullable String recipe)
      throws InterruptedException {
    Optional<Endpoints> running = Endpoints.in(data);
    if (against != null) {
      return named(against, running);
    }
    if (running.isPresent() && new NaruHttp(running.get().http()).isReady()) {
      return new Target(running.get().http(), running.get().kafka(), null);
    }
    return NaruProcess.start(out, recipe);
  }

  // Its log is known only if it is the one that runs here.
  private static Target named(URI against, Optional<Endpoints> running)
      throws InterruptedException {
    if (!new NaruHttp(against).isReady()) {
      throw new CannotRunException("Expected a Naru that is ready at " + against);
    }
    String kafka =
        running.filter(it -> it.http().equals(against)).map(Endpoints::kafka).orElse(null);
    return new Target(against, kafka, null);
  }
}
