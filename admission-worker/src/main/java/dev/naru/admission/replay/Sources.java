package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.LogTopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where the log and the view of a command line are: as given, or as a running Naru wrote down. */
final class Sources {
  static final Set<String> OPTIONS =
      Set.of("--data", "--kafka", "--redis", "--partition", "--from", "--to");

  private final Options options;

  Sources(Options options) {
    this.options = options;
    if (options.has("--data") && options.has("--kafka")) {
      throw new CannotReplayException("Expected --data or --kafka, but found both");
    }
  }

  ReplayRequest request() {
    return new ReplayRequest(
        log(),
        ReplayPoint.parse("--from", options.get("--from", "earliest")),
        ReplayPoint.parse("--to", options.get("--to", "latest")));
  }

  private LogSource log() {
    String kafka = kafka();
    int partition = partition();
    return () -> new KafkaLog(kafka, LogTopicNames.LIVE, partition);
  }

  int partition() {
    String partition = options.get("--partition", "0");
    if (!partition.matches("\\d{1,6}")) {
      throw new CannotReplayException(
          "Expected --partition to be 0 or more, but it is '" + partition + "'");
    }
    return Integer.parseInt(partition);
  }

  String kafka() {
    String given = options.get("--kafka");
    return given == null ? endpoint("kafka") : given;
  }

  /** The live view's server; null if only Kafka was named. */
  @Nullable String redis() {
    String given = options.get("--redis");
    return given != null || options.has("--kafka") ? given : endpoint("redis");
  }

  private String endpoint(String server) {
    Path file = Path.of(options.get("--data", ".naru")).resolve("endpoints.json");
    try {
      return new JsonMapper().readTree(Files.readString(file)).path(server).asString();
    } catch (IOException | JacksonException e) {
      throw new CannotReplayException(
          "Expected a running Naru to have written "
              + file.toAbsolutePath().normalize()
              + ", but there is none: start it, or name its folder with --data");
    }
  }
}
