package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.ExportedLog;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.LogTopicNames;
import dev.naru.admission.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where the log and the view of a command line are: as given, or as a running Naru wrote down. */
final class Sources {
  static final Set<String> OPTIONS =
      Set.of(
          "--data", "--kafka", "--redis", "--postgres", "--partition", "--from", "--to", "--log");

  /** Takes an import's copy instead of the live log. */
  static final Set<String> FLAGS = Set.of("--imported");

  private final Options options;

  Sources(Options options) {
    this.options = options;
    List<String> places = Stream.of("--data", "--kafka", "--log").filter(options::has).toList();
    if (places.size() > 1) {
      throw new CannotReplayException(
          "Expected one of --data, --kafka and --log, but found " + places);
    }
    if (options.has("--log") && (options.has("--imported") || options.has("--redis"))) {
      throw new CannotReplayException(
          "Expected --log alone, but found --imported or --redis: a file has no live view");
    }
  }

  ReplayRequest request() {
    return new ReplayRequest(
        log(),
        ReplayPoint.parse("--from", options.get("--from", "earliest")),
        ReplayPoint.parse("--to", options.get("--to", "latest")));
  }

  private LogSource log() {
    int partition = partition();
    String file = options.get("--log");
    if (file != null) {
      return () -> new ExportedLog(path(file), partition);
    }
    String kafka = kafka();
    LogTopicNames topics = isImported() ? LogTopicNames.IMPORTED : LogTopicNames.LIVE;
    String postgres = postgres();
    SnapshotReader snapshots = postgres == null ? null : new SnapshotReader(postgres);
    return () -> new KafkaLog(kafka, topics, partition, snapshots);
  }

  /** The log that the services live on. */
  KafkaLog liveLog() {
    return new KafkaLog(kafka(), LogTopicNames.LIVE, partition());
  }

  private boolean isImported() {
    return options.has("--imported");
  }

  /** Throws {@link CannotReplayException} for a name that no file can have. */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CannotReplayException("Expected a file's name, but it is '" + name + "'");
    }
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

  /** The live view's server; null if only Kafka was named, or the log is not the live one. */
  @Nullable String redis() {
    if (options.has("--log") || isImported()) {
      return null;
    }
    String given = options.get("--redis");
    return given != null || options.has("--kafka") ? given : endpoint("redis");
  }

  /** Where the snapshots are; null if only Kafka was named. */
  @Nullable String postgres() {
    String given = options.get("--postgres");
    return given != null || options.has("--kafka") ? given : endpoint("postgres");
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
