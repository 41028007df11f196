package dev.naru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.embedded.Connections;
import dev.naru.embedded.ServerException;
import dev.naru.embedded.Servers;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ServerAddressesTest {

  @Test
  void whoAsksBeforeTheServersRunWaitsForThem() {
    // given
    var mayStart = new CountDownLatch(1);
    var servers = new BackgroundServers(new FakeServers(mayStart::await));
    var addresses = new ServerAddresses(servers);
    servers.start();
    servers.requireFolder();
    assertThat(addresses.containsProperty("spring.datasource.url")).isTrue();
    assertThat(addresses.getProperty("naru.rooms")).isNull();

    // when
    mayStart.countDown();

    // then
    assertThat(addresses.getProperty("spring.datasource.url")).isEqualTo("jdbc");
    assertThat(addresses.getProperty("spring.datasource.password")).isEqualTo("password");
  }

  @Test
  void aStartThatFailsAtOnceIsKnownAtOnce() {
    // given
    var servers =
        new BackgroundServers(
            new FakeServers(
                () -> {
                  throw new ServerException("in use");
                }));

    // when
    servers.start();

    // then
    assertThatThrownBy(servers::requireFolder).isInstanceOf(ServerException.class);
  }

  private interface Start {
    void run() throws InterruptedException;
  }

  private record FakeServers(Start begin) implements Servers {
    @Override
    public Connections start() {
      try {
        begin.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Connections("kafka", "redis", "jdbc", "user", "password");
    }

    @Override
    public void start(Kind kind) {}

    @Override
    public void stop(Kind kind) {}

    @Override
    public void close() {}
  }
}
