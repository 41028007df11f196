package dev.naru.bench.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.RecordBatch;

/**
 * Reads Kafka's log from its files, control batches included: the brokers' own times, which cost a
 * run nothing.
 */
final class Segments {
  private Segments() {}

  /** Hands over every batch of one partition, in the order of the log. */
  static void read(Path folder, Consumer<RecordBatch> reader) throws IOException {
    for (Path segment : list(folder, ".log")) {
      FileRecords records = FileRecords.open(segment.toFile(), false);
      try {
        records.batches().forEach(reader);
      } finally {
        records.closeHandlers(); // to close them would be to trim the file, which is the broker's
      }
    }
  }

  /** The folders of a topic's partitions. */
  static List<Path> partitions(Path kafka, String topic) throws IOException {
    return list(kafka, "").stream()
        .filter(it -> it.getFileName().toString().matches(topic.replace(".", "\\.") + "-\\d+"))
        .toList();
  }

  /** The folder that holds the partitions' folders. */
  static Path kafka(Path data) throws IOException {
    try (Stream<Path> all =
        Files.find(data, 4, (it, attributes) -> it.endsWith("naru.commands-0"))) {
      return all.findFirst()
          .orElseThrow(() -> new IOException("Expected a Kafka log below " + data))
          .resolveSibling("");
    }
  }

  private static List<Path> list(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(end)).sorted().toList();
    }
  }
}
