package dev.naru.admission.replay.log;

import java.util.Iterator;

/** Reads a log's records in order, to where it ended when the reading began. Changes nothing. */
public interface RecordReader extends Iterator<LogRecord>, AutoCloseable {
  /** Moves the end to where the log ends now. */
  void goOn();

  @Override
  void close();
}
