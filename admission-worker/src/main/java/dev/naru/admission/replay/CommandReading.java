package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.LogRecord;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.admission.replay.log.RecordedCommand;
import dev.naru.model.command.Command;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a span, without gaps. Throws {@link CannotReplayException} where one is missing
 * or redacted.
 */
final class CommandReading implements Iterator<RecordedCommand> {
  private final RecordReader records;
  private final WireFormat wire;
  private final long end;
  private long next;

  /**
   * @param records from the span's first on
   * @param end the offset after the span's last; {@link Long#MAX_VALUE} for as far as there are any
   */
  CommandReading(RecordReader records, WireFormat wire, long first, long end) {
    this.records = records;
    this.wire = wire;
    this.next = first;
    this.end = end;
  }

  @Override
  public boolean hasNext() {
    return next < end && records.hasNext();
  }

  @Override
  public RecordedCommand next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The span has come to its end");
    }
    LogRecord record = records.next();
    CannotReplayException.requireNext(next, record.offset());
    requireBytes(record);
    next++;
    return new RecordedCommand(
        record.offset(), record.timestamp(), record.value(), readable(record, wire));
  }

  static void requireBytes(LogRecord record) {
    if (record.redactedHash() != null) {
      throw CannotReplayException.ofRedacted();
    }
  }

  private static @Nullable Command readable(LogRecord record, WireFormat wire) {
    try {
      return wire.decodeCommand(record.value());
    } catch (UnreadableRecordException e) {
      return null; // as the worker saw it
    }
  }
}
