package dev.naru.admission.replay.log;

import dev.naru.model.wire.HashChain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one partition's lines of an exported log, of one topic. Throws {@link
 * CannotReplayException} for a line that no export wrote.
 */
final class ExportReader implements Iterator<ExportLine>, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final String topic;
  private final int partition;
  private final BufferedReader lines;
  private long number;
  private @Nullable ExportLine next;

  ExportReader(Path file, String topic, int partition) {
    this.file = file;
    this.topic = topic;
    this.partition = partition;
    try {
      this.lines = Files.newBufferedReader(file);
    } catch (IOException e) {
      throw new CannotReplayException(
          "Expected " + file + " to be an exported log that can be read, but it is not");
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        String line = lines.readLine();
        number++;
        if (line == null) {
          return false;
        }
        next = wanted(line);
      }
      return true;
    } catch (IOException e) {
      throw new CannotReplayException(
          "Expected to read line " + number + " of " + file + ", but: " + e.getMessage());
    }
  }

  private @Nullable ExportLine wanted(String line) {
    // the beginning of a line tells what it is: most are not worth being parsed twice
    boolean isOther = line.startsWith("{\"topic\":\"") && !line.startsWith(topic + "\"", 10);
    if (isOther || line.isBlank()) {
      return null;
    }
    ExportLine found = parse(line);
    return found.topic().equals(topic) && found.partition() == partition ? found : null;
  }

  @SuppressWarnings("NullAway") // what is missing in the file is null, whatever the record says
  private ExportLine parse(String line) {
    try {
      ExportLine found = JSON.readValue(line, ExportLine.class);
      if (found != null
          && found.topic() != null
          && found.sha256() != null
          && found.headers() != null) {
        requireTrue(found);
        return found;
      }
    } catch (JacksonException | IllegalArgumentException e) {
      // said below
    }
    throw new CannotReplayException(
        "Expected line %d of %s to be a record as 'naru log export' writes it, but it is not"
            .formatted(number, file));
  }

  private void requireTrue(ExportLine line) {
    String hash = line.toRecord().hash();
    if (!hash.equals(line.sha256())) {
      throw new CannotReplayException(
          "Expected the record in line %d of %s to have the SHA-256 %s, but it has %s: it was changed"
              .formatted(number, file, line.sha256(), HashChain.hashOf(line.toRecord().value())));
    }
  }

  @Override
  public ExportLine next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("The file has come to its end");
    }
    ExportLine line = next;
    next = null;
    return line;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new CannotReplayException("Expected to close " + file + ", but: " + e.getMessage());
    }
  }
}
