package dev.naru.admission.replay.log;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A log as a worker would leave it in Kafka, kept in memory; a command comes each second. */
public final class MemoryLog implements RecordedLog {
  public static final long BEGIN = 1_700_000_000_000L;

  private final WireFormat wire = new WireFormat();
  private final HashChain hashChain = new HashChain();
  private final List<LogRecord> commands = new ArrayList<>();
  private final List<LogRecord> events = new ArrayList<>();
  private final RoomsState state = new RoomsState();
  private final CommandProcessor worker = new CommandProcessor(state, this::add);

  public MemoryLog term(String version) {
    add(new Envelope(state.offset(), 0, state.clock(), state.chain(), new TermBegan(version)));
    return this;
  }

  /** Appends a command and decides it; returns the chain after it. */
  public String append(Command command) {
    return append(wire.encode(command));
  }

  /** Appends any bytes, or none. */
  public String append(byte @Nullable [] value) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.of("id-" + commands.size(), "Test.v1", "/test").forEach(headers::add);
    headers.add("odd", new byte[] {(byte) 0xff});
    long offset = commands.size();
    long timestamp = BEGIN + 1_000 * offset;
    commands.add(new LogRecord(Topics.COMMANDS, 0, offset, timestamp, value, null, headers));
    worker.process(decode(value), offset, timestamp, hashChain.next(state.chain(), value));
    return state.chain();
  }

  private @Nullable Command decode(byte @Nullable [] value) {
    try {
      return wire.decodeCommand(value);
    } catch (UnreadableRecordException e) {
      return null;
    }
  }

  private void add(Envelope envelope) {
    events.add(
        new LogRecord(
            Topics.EVENTS,
            0,
            events.size(),
            envelope.clock(),
            wire.encode(envelope),
            null,
            new RecordHeaders()));
  }

  public List<LogRecord> commandRecords() {
    return commands;
  }

  public List<LogRecord> eventRecords() {
    return events;
  }

  @Override
  public LogSpan commands() {
    return new LogSpan(0, commands.size());
  }

  @Override
  public OptionalLong firstSince(long time) {
    return commands.stream()
        .filter(record -> record.timestamp() >= time)
        .mapToLong(LogRecord::offset)
        .findFirst();
  }

  @Override
  public RecordReader readCommands(long from) {
    return new Reader(commands.stream().filter(record -> record.offset() >= from).iterator());
  }

  @Override
  public RecordReader readEvents(long from) {
    return new Reader(events.stream().filter(record -> record.offset() >= from).iterator());
  }

  @Override
  public void close() {
    // nothing is open
  }

  private record Reader(Iterator<LogRecord> records) implements RecordReader {
    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public LogRecord next() {
      return records.next();
    }

    @Override
    public void goOn() {
      // it ends where it ended
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
