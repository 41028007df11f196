package dev.naru.standalone;

import dev.naru.embedded.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code endpoints.json} in the data folder: there while Naru runs and is ready, for this user's
 * eyes only, because Postgres' address has its password.
 */
final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  private final Path file;
  private volatile boolean written;

  Endpoints(Path data) {
    this.file = data.resolve("endpoints.json");
  }

  void write(String http, Connections servers) {
    var endpoints = new LinkedHashMap<String, Object>();
    endpoints.put("http", http);
    endpoints.put("kafka", servers.kafka());
    endpoints.put("redis", servers.redis());
    endpoints.put(
        "postgres",
        "%s?user=%s&password=%s"
            .formatted(
                servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword()));
    endpoints.put("pid", ProcessHandle.current().pid());
    try {
      write(new JsonMapper().writeValueAsString(endpoints));
      written = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write %s".formatted(file), e);
    }
  }

  /** Deletes the file if it is ours: another Naru may work in the folder. */
  void delete() {
    try {
      if (written) {
        Files.deleteIfExists(file);
        written = false;
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: it names servers that are gone", file, e);
    }
  }

  private void write(String json) throws IOException {
    Path fresh = file.resolveSibling("endpoints.json.new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, json + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
