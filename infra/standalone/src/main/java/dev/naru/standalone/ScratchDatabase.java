package dev.naru.standalone;

import dev.naru.embedded.Connections;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A database of its own in the real Postgres, made anew and dropped again. */
record ScratchDatabase(Connections servers) {
  private static final String NAME = "naru_warm_up";
  private static final String DROP = "drop database if exists " + NAME + " with (force)";

  static ScratchDatabase make(Connections servers) throws SQLException {
    var made = new ScratchDatabase(servers);
    made.execute(DROP);
    made.execute("create database " + NAME);
    return made;
  }

  void drop() throws SQLException {
    execute(DROP);
  }

  Map<String, String> settings() {
    String real = servers.postgresJdbcUrl();
    return Map.of(
        "spring.datasource.url", real.substring(0, real.lastIndexOf('/') + 1) + NAME,
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
