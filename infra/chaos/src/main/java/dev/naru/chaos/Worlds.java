package dev.naru.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The world of a run, and another after a violation: what one seed broke is not held against the
 * next. What is left when the program is ended early is closed then, too.
 */
final class Worlds implements AutoCloseable {
  private @Nullable World world;

  Worlds() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close-world"));
  }

  /** One in which nothing went wrong so far, with everybody ready. */
  synchronized World sound() throws IOException, InterruptedException {
    if (world != null) {
      return world;
    }
    Path folder = Files.createTempDirectory("naru-chaos-");
    System.err.println("naru: starting two of each service; what they say is in " + folder);
    World begun = new World(folder);
    world = begun;
    begun.awaitReady();
    return begun;
  }

  /** Leaves what was said where it is. */
  synchronized void leave() {
    if (world != null) {
      world.close();
      world = null;
    }
  }

  @Override
  public void close() {
    leave();
  }
}
