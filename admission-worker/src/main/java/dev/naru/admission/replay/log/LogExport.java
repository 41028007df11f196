package dev.naru.admission.replay.log;

import dev.naru.admission.loop.LogSpan;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a log as text, one JSON line a record: the commands of a span, then, unless it is
 * redacted, the events from the first to the span's end, so that the state where the span begins
 * can be evolved. A redacted export has the hash of each command in its place: enough to check
 * receipts.
 */
public final class LogExport {
  private static final JsonMapper JSON = new JsonMapper();

  private final WireFormat wire = new WireFormat();
  private final HashChain hashChain = new HashChain();
  private final RecordedLog log;
  private final boolean redacts;

  public LogExport(RecordedLog log, boolean redacts) {
    this.log = log;
    this.redacts = redacts;
  }

  /**
   * Writes the lines.
   *
   * @param progress is given how many commands were written
   * @throws UncheckedIOException if the lines cannot be written
   */
  public void write(LogSpan span, Appendable lines, LongConsumer progress) {
    try {
      writeCommands(span, lines, progress);
      if (!redacts) {
        writeEvents(span, lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write the exported log", e);
    }
  }

  private void writeCommands(LogSpan span, Appendable lines, LongConsumer progress)
      throws IOException {
    String chain = chainBefore(span.first());
    try (RecordReader commands = log.readCommands(span.first())) {
      long written = 0;
      while (span.first() + written < span.end() && commands.hasNext()) {
        LogRecord record = commands.next();
        CannotReplayException.requireNext(span.first() + written, record.offset());
        write(ExportLine.of(record, chain, redacts), lines);
        chain = hashChain.nextOfHash(chain, record.hash());
        progress.accept(++written);
      }
    }
  }

  private void writeEvents(LogSpan span, Appendable lines) throws IOException {
    try (RecordReader events = log.readEvents()) {
      while (events.hasNext()) {
        LogRecord record = events.next();
        if (decode(record).offset() < span.end()) {
          write(ExportLine.of(record, null, false), lines);
        }
      }
    }
  }

  private static void write(ExportLine line, Appendable lines) throws IOException {
    lines.append(JSON.writeValueAsString(line)).append('\n');
  }

  /** As the event before has it: the commands before may be gone already. */
  private String chainBefore(long offset) {
    if (offset == 0) {
      return HashChain.GENESIS;
    }
    Beginning beginning = log.beginning(offset);
    try (RecordReader events = log.readEvents(beginning.nextEvent())) {
      @Nullable Envelope last = lastBefore(offset, events);
      if (last == null && beginning.state().offset() == offset - 1) {
        return beginning.state().chain(); // the log begins here
      }
      if (last == null || last.offset() != offset - 1) {
        throw new CannotReplayException(
            "Expected the events to reach to command %d, where the export begins, but they do not: begin earlier"
                .formatted(offset));
      }
      return last.chain();
    }
  }

  private @Nullable Envelope lastBefore(long offset, Iterator<LogRecord> events) {
    Envelope last = null;
    while (events.hasNext()) {
      Envelope envelope = decode(events.next());
      if (envelope.offset() >= offset) {
        return last;
      }
      last = envelope;
    }
    return last;
  }

  private Envelope decode(LogRecord record) {
    try {
      return wire.decodeEnvelope(record.value());
    } catch (UnreadableRecordException e) {
      throw CannotReplayException.ofUnreadable(record);
    }
  }
}
