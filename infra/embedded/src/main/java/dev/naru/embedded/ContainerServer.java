package dev.naru.embedded;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;

/** One container, which keeps its port and its files from the first start until it is removed. */
final class ContainerServer implements Server {

  private static final Duration START = Duration.ofSeconds(60);

  /** Kafka's image under Testcontainers never hears SIGTERM: a shell stands before it. */
  private static final int STOP_SECONDS = 5;

  private final GenericContainer<?> container;
  private final Supplier<String> address;
  private final BooleanSupplier serves;
  private boolean running;

  ContainerServer(
      GenericContainer<?> container,
      int innerPort,
      Supplier<String> address,
      BooleanSupplier serves) {
    container.setPortBindings(List.of("%d:%d".formatted(FreePorts.choose(0), innerPort)));
    container.withStartupTimeout(START);
    this.container = container;
    this.address = address;
    this.serves = serves;
  }

  String address() {
    return address.get();
  }

  @Override
  public synchronized void start() {
    if (running) {
      return;
    }
    if (container.getContainerId() == null) {
      container.start();
    } else {
      engine().startContainerCmd(container.getContainerId()).exec();
    }
    running = true;
    if (!Waiting.until(START, serves)) {
      throw new ServerException(
          "%s does not serve within %d s; its log ends with:\n%s"
              .formatted(container.getDockerImageName(), START.toSeconds(), container.getLogs()));
    }
  }

  @Override
  public synchronized void stop() {
    if (running) {
      engine().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
      running = false;
    }
  }

  synchronized void remove() {
    container.stop();
    running = false;
  }

  private DockerClient engine() {
    return container.getDockerClient();
  }
}
