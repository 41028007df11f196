package dev.naru.admission.loop;

import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomsView;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.wire.CloudEventHeaders;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What one transaction writes: the events of its commands, the assignments of slots, and letters
 * nobody could read.
 */
final class Batch {
  private final int partition;
  private final String source;
  private final WireFormat wire;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

  Batch(int partition, WireFormat wire) {
    this.partition = partition;
    this.source = "/naru/admission/" + partition;
    this.wire = wire;
  }

  /**
   * Adds an event, and the assignment that it is; the state must still be as it was before the
   * event.
   */
  void add(Envelope envelope, RoomsView state) {
    String id = partition + "-" + envelope.offset() + "-" + envelope.index();
    records.add(
        new ProducerRecord<>(
            Topics.EVENTS,
            partition,
            null,
            null,
            wire.encode(envelope),
            headers(id, WireFormat.typeOf(envelope.event()))));
    if (envelope.event() instanceof QueryAssigned assigned) {
      addAssignment(assigned, id, state);
    }
  }

  private void addAssignment(QueryAssigned assigned, String id, RoomsView state) {
    QueryView query = state.query(assigned.queryId());
    RawJson payload = query == null ? null : query.payload();
    if (query == null || payload == null) {
      throw new IllegalStateException(
          "Expected query '" + assigned.queryId() + "' to wait for a slot");
    }
    SlotAssignment assignment =
        new SlotAssignment(
            query.id(),
            query.sessionId(),
            query.room(),
            query.pool(),
            assigned.slot(),
            payload,
            query.timeoutMillis());
    records.add(
        new ProducerRecord<>(
            Topics.slots(query.pool()),
            assigned.slot(),
            null,
            query.id().toString().getBytes(StandardCharsets.UTF_8),
            wire.encode(assignment),
            headers(id, WireFormat.typeOf(assignment))));
  }

  void add(ProducerRecord<byte[], byte[]> deadLetter) {
    records.add(deadLetter);
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  private List<Header> headers(String id, String type) {
    List<Header> headers = new ArrayList<>(5);
    for (Map.Entry<String, byte[]> header : CloudEventHeaders.of(id, type, source).entrySet()) {
      headers.add(new RecordHeader(header.getKey(), header.getValue()));
    }
    return headers;
  }
}
