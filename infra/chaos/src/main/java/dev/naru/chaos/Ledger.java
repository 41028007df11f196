package dev.naru.chaos;

import dev.naru.model.EndReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SlotFreed;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All events of a log, and what they prove. */
final class Ledger {
  private final Set<UUID> decidedSessions = new HashSet<>();
  private final Map<UUID, String> queries = new HashMap<>();
  private final Map<UUID, UUID> aliases = new HashMap<>();
  private final Map<String, Integer> queuedOfUser = new HashMap<>();
  private final Set<UUID> active = new HashSet<>();
  private final Set<UUID> assigned = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final int capacity;
  private final int slots;
  private long lastAdmitted;
  private long lastOffset = -1;
  private int lastIndex;

  private Ledger(int capacity, int slots) {
    this.capacity = capacity;
    this.slots = slots;
  }

  static Ledger read(String kafka, int capacity, int slots) throws UnreadableRecordException {
    Ledger ledger = new Ledger(capacity, slots);
    WireFormat wire = new WireFormat();
    TopicPartition events = new TopicPartition(Topics.EVENTS, 0);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(events));
      consumer.seekToBeginning(List.of(events));
      long end = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
      while (consumer.position(events) < end) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          var envelope = wire.decodeEnvelope(record.value());
          ledger.order(envelope.offset(), envelope.index());
          ledger.add(envelope.event());
        }
      }
    }
    return ledger;
  }

  /** One decision for each command, in the order of the log; a new term may repeat an offset. */
  private void order(long offset, int index) {
    if (offset < lastOffset || (offset == lastOffset && index > 0 && index <= lastIndex)) {
      broken.add("event %d-%d after %d-%d".formatted(offset, index, lastOffset, lastIndex));
    }
    lastOffset = offset;
    lastIndex = index;
  }

  private void add(Event event) {
    if (event instanceof SessionQueued e) {
      decidedSessions.add(e.sessionId());
      if (queuedOfUser.merge(e.userKey(), 1, Integer::sum) > 1) {
        broken.add(e.userKey() + " was queued twice");
      }
    } else if (event instanceof SessionMatched e) {
      decidedSessions.add(e.sessionId());
    } else if (event instanceof SessionAdmitted e) {
      admitted(e);
    } else if (event instanceof SessionEnded e) {
      active.remove(e.sessionId());
      if (e.reason() != EndReason.LEFT) {
        broken.add("%s ended as %s, which nobody wanted".formatted(e.sessionId(), e.reason()));
      }
    } else if (event instanceof QueryAssigned e) {
      assigned.add(e.queryId());
      if (assigned.size() > slots) {
        broken.add("%d queries had a slot at once".formatted(assigned.size()));
      }
    } else if (event instanceof SlotFreed e) {
      assigned.remove(e.queryId());
    } else if (event instanceof QueryFinished e) {
      assigned.remove(e.queryId());
      if (queries.put(e.queryId(), e.outcome().name()) != null) {
        broken.add(e.queryId() + " has two outcomes");
      }
    } else if (event instanceof QueryCancelled e) {
      queries.putIfAbsent(e.queryId(), "CANCELLED");
    } else if (event instanceof QueryTimedOut e) {
      queries.putIfAbsent(e.queryId(), "TIMED_OUT");
    } else if (event instanceof QueryMatched e) {
      aliases.put(e.queryId(), e.liveQueryId());
    } else if (event instanceof CommandRefused e && e.queryId() != null) {
      queries.putIfAbsent(e.queryId(), "REFUSED");
    } else if (event instanceof CommandRefused e && e.sessionId() != null) {
      decidedSessions.add(e.sessionId());
    }
  }

  private void admitted(SessionAdmitted e) {
    active.add(e.sessionId());
    if (active.size() > capacity) {
      broken.add("%d were active".formatted(active.size()));
    }
    if (e.ticket() <= lastAdmitted) {
      broken.add("ticket %d was admitted after %d".formatted(e.ticket(), lastAdmitted));
    }
    lastAdmitted = e.ticket();
  }

  /** What contradicts an invariant; empty if all is well. */
  List<String> broken() {
    return broken;
  }

  /** The queries that have a slot where the log ends. */
  Set<UUID> assigned() {
    return assigned;
  }

  boolean knowsSession(UUID id) {
    return decidedSessions.contains(id);
  }

  /** The outcome of a query, or of the one that its request met; "none" if there is none. */
  String outcome(UUID queryId) {
    return queries.getOrDefault(live(queryId), "none");
  }

  /** The query that the id stands for. */
  UUID live(UUID queryId) {
    return aliases.getOrDefault(queryId, queryId);
  }
}
