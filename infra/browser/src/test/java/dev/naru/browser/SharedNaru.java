package dev.naru.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One Naru for all classes: started before the first of them, ended after the last. */
final class SharedNaru implements BeforeAllCallback, AutoCloseable {
  private static @Nullable NaruProcess running;

  @Override
  public void beforeAll(ExtensionContext context) {
    // the root's store closes what it holds when all tests have run
    context
        .getRoot()
        .getStore(Namespace.create(SharedNaru.class))
        .computeIfAbsent("naru", key -> start());
  }

  private SharedNaru start() {
    running = NaruProcess.start();
    return this;
  }

  static NaruProcess running() {
    if (running == null) {
      throw new IllegalStateException("Expected Naru to run, but no class has begun");
    }
    return running;
  }

  @Override
  public void close() {
    try {
      running().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
