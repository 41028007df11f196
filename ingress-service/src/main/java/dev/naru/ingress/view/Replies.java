package dev.naru.ingress.view;

import dev.naru.ingress.view.QueryReading.Pending;
import dev.naru.model.AdmissionHistory;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.HoldReason;
import dev.naru.model.Lottery;
import dev.naru.model.PoolSettings;
import dev.naru.model.QueryState;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.KeyValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns what the scripts return into records; the scripts' headers say what stands where. */
final class Replies {
  private final WireFormat wire = new WireFormat();
  private volatile @Nullable ParsedSettings lastSettings;

  List<SessionReading> sessions(List<@Nullable Object> reply) {
    Head head = head(list(reply.get(0)));
    Map<String, String> admissions = new HashMap<>();
    for (Object room : list(reply.get(2))) {
      admissions.put(text(list(room).get(0)), text(list(room).get(1)));
    }
    return list(reply.get(1)).stream().map(one -> session(head, list(one), admissions)).toList();
  }

  private static SessionReading session(
      Head head, List<@Nullable Object> reply, Map<String, String> admissions) {
    UUID id = id(reply.get(0));
    return new SessionReading(
        head,
        id,
        id(reply.get(1)),
        sessionRecord(id, reply, admissions),
        holder(list(reply.get(2))));
  }

  private static Holder holder(List<@Nullable Object> fields) {
    Object transfer = fields.get(9);
    return new Holder(
        orZero(fields.get(8)),
        transfer == null ? null : UUID.fromString(text(transfer)),
        (String) fields.get(10));
  }

  private static long orZero(@Nullable Object part) {
    return part == null ? 0 : Long.parseLong(text(part));
  }

  private static @Nullable SessionRecord sessionRecord(
      UUID id, List<@Nullable Object> reply, Map<String, String> admissions) {
    List<@Nullable Object> fields = list(reply.get(2));
    if (fields.get(1) == null) {
      return null;
    }
    String room = text(fields.get(0));
    SessionState state = SessionState.valueOf(text(fields.get(1)));
    return new SessionRecord(
        id,
        room,
        state,
        number(fields.get(2)),
        place(reply.get(3)),
        time(fields.get(3)),
        time(fields.get(4)),
        time(fields.get(5)),
        (String) fields.get(6),
        (String) fields.get(7),
        state == SessionState.WAITING ? admissions.get(room) : null);
  }

  QueryReading query(List<@Nullable Object> reply) {
    Object pending = reply.get(6);
    return new QueryReading(
        head(list(reply.get(0))),
        id(reply.get(2)),
        queryRecord(reply),
        pending == null ? null : pending(text(pending)),
        orZero(reply.get(7)));
  }

  private static @Nullable QueryRecord queryRecord(List<@Nullable Object> reply) {
    List<@Nullable Object> fields = list(reply.get(3));
    if (fields.get(3) == null || reply.get(4) == null) {
      return null;
    }
    QueryState state = QueryState.valueOf(text(fields.get(3)));
    Long place = place(reply.get(5));
    Long position = state.isTerminal() ? null : place == null ? Long.valueOf(0) : place;
    return new QueryRecord(
        id(reply.get(1)),
        id(reply.get(4)),
        (String) fields.get(2),
        state,
        position,
        fields.get(4) == null ? 0 : Integer.parseInt(text(fields.get(4))),
        time(fields.get(5)),
        time(fields.get(6)),
        time(fields.get(7)),
        (String) fields.get(8),
        (String) fields.get(9));
  }

  private static Pending pending(String note) {
    int colon = note.indexOf(':');
    return new Pending(
        UUID.fromString(note.substring(0, colon)), Long.parseLong(note.substring(colon + 1)));
  }

  Optional<RoomRecord> room(String name, List<@Nullable Object> reply) {
    List<@Nullable Object> fields = list(reply.get(1));
    Object settings = fields.get(0);
    if (settings == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RoomRecord(
            head(list(reply.get(0))),
            name,
            settings(text(settings)),
            RoomStatus.valueOf(orElse(fields.get(1), RoomStatus.OPEN.name())),
            "1".equals(fields.get(2)),
            Integer.parseInt(orElse(fields.get(3), "0")),
            Integer.parseInt(orElse(fields.get(4), "0")),
            Long.parseLong(orElse(fields.get(5), "0")),
            Long.parseLong(orElse(fields.get(6), "0")),
            AdmissionHistory.parse(orElse(fields.get(7), "")),
            isHeld(fields.get(8)),
            opening(fields),
            lottery(orElse(fields.get(11), ""))));
  }

  private static @Nullable RoomOpening opening(List<@Nullable Object> fields) {
    String opensAt = orElse(fields.get(9), "0");
    String closesAt = orElse(fields.get(10), "0");
    return opensAt.equals("0")
        ? null
        : new RoomOpening(
            Instant.ofEpochMilli(Long.parseLong(opensAt)),
            closesAt.equals("0") ? null : Instant.ofEpochMilli(Long.parseLong(closesAt)));
  }

  private @Nullable Lottery lottery(String json) {
    return json.isEmpty() ? null : wire.decodePart(json, Lottery.class);
  }

  NewsReading news(List<@Nullable Object> reply) {
    Object announcement = last(reply, 2);
    return new NewsReading(
        head(list(reply.get(0))),
        announcement == null ? null : wire.decodePart(text(announcement), Announcement.class),
        list(reply.get(1)).stream().map(this::parsedDraw).toList());
  }

  DrawReading draw(List<@Nullable Object> reply) {
    Object draw = last(reply, 1);
    return new DrawReading(head(list(reply.get(0))), draw == null ? null : parsedDraw(draw));
  }

  private Draw parsedDraw(@Nullable Object json) {
    return wire.decodePart(text(json), Draw.class);
  }

  /** A reply that ends with nothing may be shorter. */
  private static @Nullable Object last(List<@Nullable Object> reply, int index) {
    return index < reply.size() ? reply.get(index) : null;
  }

  Optional<PoolRecord> pool(String name, List<@Nullable Object> reply) {
    Object settings = reply.get(1);
    return settings == null
        ? Optional.empty()
        : Optional.of(
            new PoolRecord(
                head(list(reply.get(0))),
                name,
                wire.decodePart(text(settings), PoolSettings.class),
                (Long) Objects.requireNonNull(reply.get(2)),
                isHeld(reply.get(3)) ? HoldReason.valueOf(text(reply.get(3))) : null,
                isHeld(reply.get(3)) ? time(reply.get(4)) : null));
  }

  /** A view that is older than holds does not say. */
  private static boolean isHeld(@Nullable Object reason) {
    return reason != null && !text(reason).isEmpty();
  }

  private RoomSettings settings(String json) {
    ParsedSettings last = lastSettings;
    if (last == null || !last.json().equals(json)) {
      last = new ParsedSettings(json, wire.decodePart(json, RoomSettings.class));
      lastSettings = last;
    }
    return last.settings();
  }

  static Head head(List<@Nullable Object> fields) {
    return new Head(Long.parseLong(text(fields.get(0))), Long.parseLong(text(fields.get(1))));
  }

  static List<@Nullable Object> values(List<KeyValue<String, String>> pairs) {
    List<@Nullable Object> values = new ArrayList<>(pairs.size());
    pairs.forEach(pair -> values.add(pair.getValueOrElse(null)));
    return values;
  }

  @SuppressWarnings("unchecked") // the scripts' headers say where lists stand
  static List<@Nullable Object> list(@Nullable Object part) {
    return (List<@Nullable Object>) Objects.requireNonNull(part);
  }

  static String text(@Nullable Object part) {
    return (String) Objects.requireNonNull(part);
  }

  private static String orElse(@Nullable Object part, String absent) {
    return part == null ? absent : text(part);
  }

  static UUID id(@Nullable Object part) {
    return UUID.fromString(text(part));
  }

  static @Nullable Long number(@Nullable Object part) {
    return part == null ? null : Long.valueOf(text(part));
  }

  private static @Nullable Long place(@Nullable Object rank) {
    return rank == null ? null : Long.valueOf((Long) rank + 1);
  }

  static @Nullable Instant time(@Nullable Object millis) {
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(text(millis)));
  }

  private record ParsedSettings(String json, RoomSettings settings) {}
}
