package dev.naru.standalone;

import dev.naru.embedded.Connections;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A schema of its own in the real Postgres, made anew and dropped again. */
record ScratchSchema(Connections servers) {
  private static final String NAME = "naru_warm_up";
  private static final String DROP = "drop schema if exists " + NAME + " cascade";

  static ScratchSchema make(Connections servers) throws SQLException {
    var made = new ScratchSchema(servers);
    made.execute(DROP);
    made.execute("create schema " + NAME);
    return made;
  }

  void drop() throws SQLException {
    execute(DROP);
  }

  Map<String, String> settings() {
    return Map.of(
        "spring.datasource.url", servers.postgresJdbcUrl() + "?currentSchema=" + NAME,
        "spring.datasource.username", servers.postgresUser(),
        "spring.datasource.password", servers.postgresPassword());
  }

  private void execute(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword());
        var command = connection.createStatement()) {
      command.execute(statement);
    }
  }
}
