package dev.naru.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The processes of one service. */
final class Crew {
  private static final Duration RELIEF = Duration.ofSeconds(20);

  private final Supplier<Service> starter;
  private final int size;
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final List<Service> frozen = new CopyOnWriteArrayList<>();
  private final List<String> lost = new CopyOnWriteArrayList<>();

  /**
   * @param starter starts one more
   * @param size how many there are when nothing is wrong
   */
  Crew(Supplier<Service> starter, int size) {
    this.starter = starter;
    this.size = size;
    for (int i = 0; i < size; i++) {
      startOne();
    }
  }

  /** Where they are, the frozen ones too. */
  List<String> urls() {
    return services.stream().map(Service::url).toList();
  }

  void startOne() {
    services.add(starter.get());
  }

  void killOne(Random random) throws InterruptedException {
    Service killed = take(random);
    killed.kill();
  }

  /** {@code SIGTERM} or one more start, until there are as many; the new ones are not ready yet. */
  void scale(int wanted, Random random) {
    while (services.size() > wanted) {
      take(random).close();
    }
    while (services.size() < wanted) {
      startOne();
    }
  }

  /**
   * Each is relieved by a new one: the next only when the one before is ready, or does not get so.
   */
  void roll() throws InterruptedException {
    for (Service old : List.copyOf(services)) {
      services.remove(old);
      old.close();
      Service relief = starter.get();
      services.add(relief);
      relief.isReadyWithin(RELIEF);
    }
  }

  private Service take(Random random) {
    return services.remove(random.nextInt(services.size()));
  }

  void freezeOne(Random random) {
    Service service = services.get(random.nextInt(services.size()));
    frozen.add(service);
    service.freeze();
  }

  void thaw() {
    frozen.stream().filter(Service::isAlive).forEach(Service::thaw);
    frozen.clear();
  }

  /** Brings the crew back to its size; the new ones are not ready yet. */
  void heal() {
    thaw();
    for (Service service : List.copyOf(services)) {
      if (!service.isAlive()) {
        lost.add(service + " said at last: " + service.lastWords());
        services.remove(service);
      }
    }
    scale(size, new Random(0));
  }

  /** Names those that did not become ready in time. */
  List<String> notReadyBy(long nanoTime) throws InterruptedException {
    List<String> late = new ArrayList<>();
    for (Service service : services) {
      if (!service.isReadyWithin(Duration.ofNanos(nanoTime - System.nanoTime()))) {
        late.add(service + " said at last: " + service.lastWords());
      }
    }
    return late;
  }

  /** Names those that ended by themselves since this was asked last. */
  List<String> takeLost() {
    List<String> taken = List.copyOf(lost);
    lost.clear();
    return taken;
  }

  void close() {
    thaw();
    services.forEach(Service::close);
  }
}
