package dev.naru.evidence.subject;

import dev.naru.evidence.CannotRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code <data>/endpoints.json} of a running Naru says. */
record Endpoints(URI http, @Nullable String kafka, long pid) {

  /** Empty if there is no such file. */
  static Optional<Endpoints> in(Path data) {
    Path file = data.resolve("endpoints.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
      return Optional.of(
          new Endpoints(
              URI.create(json.path("http").asString()),
              json.path("kafka").isString() ? json.path("kafka").asString() : null,
              json.path("pid").asLong(0)));
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new CannotRunException("Expected addresses in " + file + ", but: " + e.getMessage());
    }
  }
}
