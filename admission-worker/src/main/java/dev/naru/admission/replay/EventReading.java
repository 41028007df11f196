package dev.naru.admission.replay;

import dev.naru.admission.replay.log.Beginning;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.LogRecord;
import dev.naru.admission.replay.log.RecordReader;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.util.Iterator;

/**
 * All events of a log. Throws {@link CannotReplayException} where one cannot be read, or the first
 * is missing.
 */
final class EventReading implements Iterator<Envelope> {
  private final RecordReader records;
  private final WireFormat wire;
  private final long next;
  private boolean begun;

  /**
   * @param records from the first on that is not in the state
   * @param beginning what they build on
   */
  EventReading(RecordReader records, WireFormat wire, Beginning beginning) {
    this.records = records;
    this.wire = wire;
    this.next = beginning.state().offset() + 1;
  }

  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  @Override
  public Envelope next() {
    Envelope envelope = decode(records.next());
    if (!begun && envelope.offset() > next) {
      throw new CannotReplayException(
          "Expected events from the first on, but they begin with that of command %d: the state before it is not known, so only a whole log can be replayed"
              .formatted(envelope.offset()));
    }
    begun = true;
    return envelope;
  }

  private Envelope decode(LogRecord record) {
    CommandReading.requireBytes(record);
    try {
      return wire.decodeEnvelope(record.value());
    } catch (UnreadableRecordException e) {
      throw CannotReplayException.ofUnreadable(record);
    }
  }
}
