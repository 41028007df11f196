package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import dev.naru.model.wire.Topics;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A log in a file, one JSON line a record: see {@link LogExport}. */
public final class ExportedLog implements RecordedLog {
  private final Path file;
  private final int partition;

  public ExportedLog(Path file, int partition) {
    this.file = file;
    this.partition = partition;
  }

  @Override
  public LogSpan commands() {
    try (ExportReader lines = new ExportReader(file, Topics.COMMANDS, partition)) {
      if (!lines.hasNext()) {
        throw new CannotReplayException(
            "Expected %s to hold commands of partition %d, but it holds none"
                .formatted(file, partition));
      }
      long first = lines.next().offset();
      long last = first;
      while (lines.hasNext()) {
        last = lines.next().offset();
      }
      return new LogSpan(first, last + 1);
    }
  }

  @Override
  public OptionalLong firstSince(long time) {
    try (ExportReader lines = new ExportReader(file, Topics.COMMANDS, partition)) {
      while (lines.hasNext()) {
        ExportLine line = lines.next();
        if (line.timestamp() >= time) {
          return OptionalLong.of(line.offset());
        }
      }
      return OptionalLong.empty();
    }
  }

  @Override
  public RecordReader readCommands(long from) {
    return new FileRecords(new ExportReader(file, Topics.COMMANDS, partition), from);
  }

  @Override
  public RecordReader readEvents(long from) {
    return new FileRecords(new ExportReader(file, Topics.EVENTS, partition), from);
  }

  @Override
  public void close() {
    // each reading has the file open for itself, and closes it
  }
}
