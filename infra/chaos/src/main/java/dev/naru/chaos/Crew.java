package dev.naru.chaos;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The processes of one service. */
final class Crew {
  private final Supplier<Service> starter;
  private final int size;
  private final List<Service> services = new CopyOnWriteArrayList<>();
  private final List<Service> frozen = new CopyOnWriteArrayList<>();

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

  /** {@code SIGTERM}: it may end what it does. */
  void stopOne(Random random) {
    take(random).close();
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

  /** Brings the crew back to its size, and waits until all are ready. */
  void heal() throws InterruptedException {
    thaw();
    while (services.size() > size) {
      services.removeLast().close();
    }
    while (services.size() < size) {
      startOne();
    }
    for (Service service : services) {
      service.awaitReady();
    }
  }

  /** Names those that ended by themselves. */
  List<String> lost() {
    return services.stream().filter(service -> !service.isAlive()).map(Service::toString).toList();
  }

  void close() {
    thaw();
    services.forEach(Service::close);
  }
}
