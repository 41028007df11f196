package dev.naru.bench.http;

import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/** When each step of each query was written to the log, in ms since 1970, as the log has it. */
final class GateLog {
  /** Kafka's times are whole milliseconds, rounded down. */
  private static final double ROUNDED_OFF = 0.5;

  private static final Pattern CLAIM = Pattern.compile("\\{\"queryId\":\"([0-9a-f-]{36})\"");

  private final WireFormat wire = new WireFormat();
  private final Map<UUID, EnumMap<Step, Double>> times = new HashMap<>();
  private final Map<Integer, List<UUID>> slots = new HashMap<>();
  private final List<Double> commits = new ArrayList<>();
  private final List<Double> claims = new ArrayList<>();

  /** Reads the log of a running Naru. */
  static GateLog read(Path data, String pool) throws IOException {
    Path kafka = Segments.kafka(data);
    GateLog log = new GateLog();
    log.readAll(kafka, Topics.COMMANDS, log::command, (id, at) -> {});
    log.readAll(kafka, Topics.EVENTS, log::event, (id, at) -> log.mark(id, Step.COMMITTED, at));
    log.readAll(
        kafka, Topics.slots(pool), log::assignment, (id, at) -> log.mark(id, Step.HANDED_OUT, at));
    log.readAll(kafka, "__consumer_offsets", log::claim, (id, at) -> {});
    Segments.read(kafka.resolve(Topics.EVENTS + "-0"), log::commit);
    return log;
  }

  /** The steps of a query that the log knows. */
  Map<Step, Double> of(UUID query) {
    return times.getOrDefault(query, new EnumMap<>(Step.class));
  }

  /** The queries of each slot, in their order. */
  Iterable<List<UUID>> slots() {
    return slots.values();
  }

  /** How many transactions there were in that time, of all pools. */
  long transactions(double from, double to) {
    return commits.stream().filter(it -> it >= from && it <= to).count();
  }

  /** How many offsets the group committed in that time, of all pools. */
  long claims(double from, double to) {
    return claims.stream().filter(it -> it >= from && it <= to).count();
  }

  /** Told of a record; says which query waits for the transaction's mark, if any. */
  private interface Reader {
    List<UUID> read(Record record);
  }

  private void readAll(Path kafka, String topic, Reader reader, BiConsumer<UUID, Double> marked)
      throws IOException {
    for (Path partition : Segments.partitions(kafka, topic)) {
      Map<Long, List<UUID>> open = new HashMap<>();
      Segments.read(partition, batch -> batch(batch, reader, open, marked));
    }
  }

  private void batch(
      RecordBatch batch,
      Reader reader,
      Map<Long, List<UUID>> open,
      BiConsumer<UUID, Double> marked) {
    List<UUID> waiting = open.computeIfAbsent(batch.producerId(), it -> new ArrayList<>());
    if (batch.isControlBatch()) {
      waiting.forEach(it -> marked.accept(it, batch.maxTimestamp() + ROUNDED_OFF));
      waiting.clear();
    } else {
      batch.forEach(record -> waiting.addAll(reader.read(record)));
    }
  }

  private List<UUID> command(Record record) {
    Command command = decode(wire::decodeCommand, record);
    if (command instanceof SubmitQuery submit) {
      mark(submit.queryId(), Step.SUBMITTED, record);
    } else if (command instanceof FinishQuery finish) {
      mark(finish.queryId(), Step.FINISHED, record);
    }
    return List.of();
  }

  private List<UUID> event(Record record) {
    Envelope envelope = decode(wire::decodeEnvelope, record);
    if (envelope.event() instanceof QueryAssigned assigned) {
      mark(assigned.queryId(), Step.ASSIGNED, record);
    } else if (envelope.event() instanceof QueryFinished finished) {
      mark(finished.queryId(), Step.DECIDED, record);
      return List.of(finished.queryId());
    }
    return List.of();
  }

  private List<UUID> assignment(Record record) {
    var assignment = decode(wire::decodeSlotAssignment, record);
    slots.computeIfAbsent(assignment.slot(), it -> new ArrayList<>()).add(assignment.queryId());
    return List.of(assignment.queryId());
  }

  private void commit(RecordBatch batch) {
    if (batch.isControlBatch()) {
      commits.add((double) batch.maxTimestamp());
    }
  }

  private List<UUID> claim(Record record) {
    if (record.hasValue()) {
      claims.add((double) record.timestamp());
      Matcher claim = CLAIM.matcher(new String(bytes(record), StandardCharsets.ISO_8859_1));
      if (claim.find()) {
        mark(UUID.fromString(claim.group(1)), Step.CLAIMED, record);
      }
    }
    return List.of();
  }

  private void mark(UUID query, Step step, Record record) {
    mark(query, step, record.timestamp() + ROUNDED_OFF);
  }

  private void mark(UUID query, Step step, double at) {
    times.computeIfAbsent(query, it -> new EnumMap<>(Step.class)).putIfAbsent(step, at);
  }

  /** A decoder of {@link WireFormat}. */
  private interface Decoder<T> {
    T decode(byte[] value) throws UnreadableRecordException;
  }

  private static <T> T decode(Decoder<T> decoder, Record record) {
    try {
      return decoder.decode(bytes(record));
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException("Expected to read what Naru wrote", e);
    }
  }

  private static byte[] bytes(Record record) {
    ByteBuffer value = record.value().duplicate();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }
}
