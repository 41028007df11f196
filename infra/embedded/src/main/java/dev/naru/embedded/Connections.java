package dev.naru.embedded;

/**
 * How to reach the servers: {@code kafka} as {@code host:port}, {@code redis} as {@code
 * redis://host:port}; asking for a server that was not chosen is an {@link IllegalStateException}.
 */
public record Connections(
    String kafka,
    String redis,
    String postgresJdbcUrl,
    String postgresUser,
    String postgresPassword) {

  @Override
  public String kafka() {
    return chosen("Kafka", kafka);
  }

  @Override
  public String redis() {
    return chosen("Redis", redis);
  }

  @Override
  public String postgresJdbcUrl() {
    return chosen("Postgres", postgresJdbcUrl);
  }

  @Override
  public String postgresUser() {
    return chosen("Postgres", postgresUser);
  }

  @Override
  public String postgresPassword() {
    return chosen("Postgres", postgresPassword);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Connections[kafka=%s, redis=%s, postgres=%s]".formatted(kafka, redis, postgresJdbcUrl);
  }

  private static String chosen(String server, String value) {
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "Expected a connection to %s, but these servers were started without it"
              .formatted(server));
    }
    return value;
  }
}
