package dev.naru.standalone;

import dev.naru.embedded.Connections;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/** Tells Spring where the servers are; the first question waits for their start. */
final class ServerAddresses extends EnumerablePropertySource<BackgroundServers> {
  private static final Map<String, Function<Connections, String>> ADDRESSES =
      Map.of(
          "spring.kafka.bootstrap-servers", Connections::kafka,
          "spring.data.redis.url", Connections::redis,
          "spring.datasource.url", Connections::postgresJdbcUrl,
          "spring.datasource.username", Connections::postgresUser,
          "spring.datasource.password", Connections::postgresPassword);

  ServerAddresses(BackgroundServers servers) {
    super("naru-servers", servers);
  }

  @Override
  public String[] getPropertyNames() {
    return ADDRESSES.keySet().toArray(String[]::new);
  }

  @Override
  public boolean containsProperty(String name) {
    return ADDRESSES.containsKey(name);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    var address = ADDRESSES.get(name);
    return address == null ? null : address.apply(getSource().connections());
  }
}
