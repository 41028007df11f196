package dev.naru.admission.history;

import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that the history of sessions and rooms is made of. Others are passed over by
 * their header, since a query's event may hold half a megabyte of result; only a type that this
 * version knows to be another's is passed over.
 */
final class SessionEvents {
  private static final String TYPE_HEADER = "ce_type";

  /** Holds the partition, the command's offset and the event's index. */
  private static final String ID_HEADER = "ce_id";

  private static final Pattern ID = Pattern.compile("[0-9]{1,9}-([0-9]{1,18})-[0-9]{1,9}");
  private static final Set<Class<?>> TOLD =
      Set.of(
          SessionQueued.class,
          SessionMatched.class,
          SessionMoved.class,
          SessionAdmitted.class,
          SessionTransferred.class,
          SessionEnded.class,
          CommandRefused.class,
          RoomConfigured.class,
          AdmissionPaused.class,
          AdmissionResumed.class,
          RoomOpened.class,
          RoomClosed.class,
          RoomDrained.class,
          PreQueueBegan.class,
          LotteryDrawn.class,
          SessionsDrawn.class,
          PoolHeld.class,
          PoolReleased.class);
  private static final Set<String> OTHERS =
      Arrays.stream(Event.class.getPermittedSubclasses())
          .filter(type -> !TOLD.contains(type))
          .map(type -> "dev.naru." + type.getSimpleName() + ".v1")
          .collect(Collectors.toUnmodifiableSet());

  private final WireFormat wire = new WireFormat();

  /** Returns the event, or null if it is none of a session's, a room's or a pool's hold. */
  @Nullable Envelope read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
    Header type = record.headers().lastHeader(TYPE_HEADER);
    if (type != null && OTHERS.contains(new String(type.value(), StandardCharsets.UTF_8))) {
      return null;
    }
    Envelope envelope = wire.decodeEnvelope(record.value());
    Event event = envelope.event();
    boolean told =
        !HistoryFold.sessionsOf(event).isEmpty()
            || RoomFold.roomOf(event) != null
            || PoolChange.of(envelope) != null;
    return told ? envelope : null;
  }

  /** The offset of the command that a record's event came of; -1 if its header does not tell. */
  static long commandOf(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(ID_HEADER);
    Matcher parts = ID.matcher(id == null ? "" : new String(id.value(), StandardCharsets.UTF_8));
    return parts.matches() ? Long.parseLong(parts.group(1)) : -1;
  }
}
