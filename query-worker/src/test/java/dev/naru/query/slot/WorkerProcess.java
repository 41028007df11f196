package dev.naru.query.slot;

import dev.naru.model.ByteSize;
import dev.naru.model.PoolSettings;
import dev.naru.model.UpstreamKind;
import dev.naru.model.UpstreamSettings;
import dev.naru.model.WhenUnavailable;
import java.net.URI;
import java.time.Duration;

/** A worker in a process of its own: {@code kafka pool url}. */
final class WorkerProcess {
  private WorkerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    PoolSettings settings =
        new PoolSettings(
            1,
            1,
            3,
            Duration.ZERO,
            ByteSize.ofKilobytes(512),
            WhenUnavailable.HOLD,
            UpstreamSettings.of(UpstreamKind.HTTP, URI.create(args[2]), Duration.ofSeconds(90)));
    var unused = TestWorker.start(args[0], "killed", args[1], settings);
    Thread.currentThread().join();
  }
}
