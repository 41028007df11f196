package dev.naru.admission.replay.log;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of an exported log from an offset on; a file does not grow. */
final class FileRecords implements RecordReader {
  private final ExportReader lines;
  private final long from;
  private @Nullable LogRecord next;

  FileRecords(ExportReader lines, long from) {
    this.lines = lines;
    this.from = from;
  }

  @Override
  public void goOn() {
    // it ends where it ended
  }

  @Override
  public boolean hasNext() {
    while (next == null && lines.hasNext()) {
      ExportLine line = lines.next();
      next = line.offset() < from ? null : line.toRecord();
    }
    return next != null;
  }

  @Override
  public LogRecord next() {
    LogRecord record = hasNext() ? next : null;
    if (record == null) {
      throw new NoSuchElementException("The file has come to its end");
    }
    next = null;
    return record;
  }

  @Override
  public void close() {
    lines.close();
  }
}
