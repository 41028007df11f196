package dev.naru.admission.view;

import static dev.naru.admission.view.ViewWrite.of;

import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.PoolView.Hold;
import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.SessionView;
import dev.naru.admission.state.SessionView.Transfer;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.SessionState;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns things as they stand into the Redis commands that show them; {@code docs/VIEW.md} has the
 * keys.
 */
final class ViewWrites {
  private static final long ENDED_SESSION_KEPT = Duration.ofHours(1).toMillis();
  private static final long FINISHED_QUERY_KEPT = Duration.ofMinutes(10).toMillis();

  private final ViewKeys keys;
  private final WireFormat wire;
  private final List<ViewWrite> writes = new ArrayList<>();
  private final Map<String, MemberWrite> lastOfKey = new HashMap<>();

  ViewWrites(ViewKeys keys, WireFormat wire) {
    this.keys = keys;
    this.wire = wire;
  }

  List<ViewWrite> writes() {
    return writes;
  }

  void live(SessionView session) {
    String room = session.room().name();
    Object id = session.id();
    List<Object> fields = new ArrayList<>(sessionFields(session, session.state()));
    if (session.state() == SessionState.ACTIVE) {
      addMember("ZREM", ViewKeys.line(room), id);
      addMember("ZADD", ViewKeys.active(room), session.admittedAt(), id);
    } else {
      addMember("ZADD", ViewKeys.line(room), ViewEntry.score(session.order()), id);
    }
    add("HSET", ViewKeys.session(id), fields.toArray());
    addMember("HSET", ViewKeys.users(room), session.userKey(), id);
    addMember("ZADD NX", presence(room), Math.max(session.joinedAt(), session.admittedAt()), id);
  }

  /** Shows the ticket that one who waits has drawn, and no more: it may be one of 100,000. */
  void ticket(SessionView waiting) {
    add("HSET", ViewKeys.session(waiting.id()), ViewFields.TICKET, waiting.ticket());
    addMember(
        "ZADD",
        ViewKeys.line(waiting.room().name()),
        ViewEntry.score(waiting.order()),
        waiting.id());
  }

  void ended(EndedSession ended) {
    String room = ended.room();
    add("HSET", ViewKeys.session(ended.id()), ended.fields().toArray());
    add("PEXPIRE", ViewKeys.session(ended.id()), ENDED_SESSION_KEPT);
    addMember("ZREM", ViewKeys.line(room), ended.id());
    addMember("ZREM", ViewKeys.active(room), ended.id());
    addMember("HDEL", ViewKeys.users(room), ended.userKey());
    addMember("ZREM", presence(room), ended.id());
    ended.aliases().forEach(alias -> add("PEXPIRE", ViewKeys.alias(alias), ENDED_SESSION_KEPT));
  }

  void refusedRequest(UUID id, CommandRefused refusal, long at) {
    String room = refusal.room() == null ? "" : refusal.room();
    String userKey = refusal.userKey() == null ? "" : refusal.userKey();
    add(
        "HSET",
        ViewKeys.session(id),
        ViewFields.ROOM,
        room,
        ViewFields.USER_KEY,
        userKey,
        ViewFields.STATE,
        SessionState.ENDED,
        ViewFields.ENDED_AT,
        at,
        ViewFields.ENDED_REASON,
        "REFUSED",
        ViewFields.REFUSAL,
        refusal.reason());
    add("PEXPIRE", ViewKeys.session(id), ENDED_SESSION_KEPT);
  }

  void alias(UUID id, UUID liveId, boolean isLive) {
    if (isLive) {
      add("SET", ViewKeys.alias(id), liveId);
    } else {
      add("SET", ViewKeys.alias(id), liveId, "PX", ENDED_SESSION_KEPT);
    }
  }

  void heard(String room, UUID sessionId, long at) {
    addMember("ZADD XX GT", presence(room), at, sessionId);
  }

  void unfinished(QueryView query) {
    List<Object> fields = new ArrayList<>(queryFields(query, query.state(), query.attempt()));
    if (query.slot() < 0) {
      addMember("ZADD", ViewKeys.queue(query.pool()), query.order(), query.id());
    } else {
      addMember("ZREM", ViewKeys.queue(query.pool()), query.id());
    }
    add("HSET", ViewKeys.query(query.id()), fields.toArray());
  }

  void finished(FinishedQuery finished) {
    List<Object> fields = new ArrayList<>(finished.fields());
    addIfKnown(fields, ViewFields.RESULT, finished.result());
    addIfKnown(fields, ViewFields.ERROR, finished.error());
    add("HSET", ViewKeys.query(finished.id()), fields.toArray());
    add("PEXPIRE", ViewKeys.query(finished.id()), FINISHED_QUERY_KEPT);
    addMember("ZREM", ViewKeys.queue(finished.pool()), finished.id());
    finished.aliases().forEach(alias -> add("PEXPIRE", ViewKeys.alias(alias), FINISHED_QUERY_KEPT));
  }

  void refusedQuery(UUID id, CommandRefused refusal, long at) {
    List<Object> fields =
        new ArrayList<>(List.of(ViewFields.STATE, QueryState.FAILED, ViewFields.ATTEMPT, 0));
    addIfKnown(fields, ViewFields.SESSION_ID, refusal.sessionId());
    fields.addAll(List.of(ViewFields.SUBMITTED_AT, at, ViewFields.FINISHED_AT, at));
    fields.addAll(List.of(ViewFields.ERROR, problem(refusal)));
    add("HSET", ViewKeys.query(id), fields.toArray());
    add("PEXPIRE", ViewKeys.query(id), FINISHED_QUERY_KEPT);
  }

  private String problem(CommandRefused refusal) {
    String code = refusal.reason().name();
    String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
    Map<String, String> problem = new LinkedHashMap<>();
    problem.put("type", "urn:naru:problem:" + words.replace(' ', '-'));
    problem.put("title", Character.toUpperCase(words.charAt(0)) + words.substring(1));
    problem.put("detail", refusal.message());
    problem.put("code", code);
    return wire.encodePart(problem);
  }

  void room(RoomView room, String held) {
    add(
        "HSET",
        ViewKeys.room(room.name()),
        ViewFields.STATUS,
        room.status(),
        ViewFields.PAUSED,
        room.paused() ? 1 : 0,
        ViewFields.HELD,
        held,
        ViewFields.ACTIVE,
        room.active(),
        ViewFields.WAITING,
        room.waiting(),
        ViewFields.SERVING,
        room.serving(),
        ViewFields.LAST_TICKET,
        room.lastTicket(),
        ViewFields.ADMISSIONS,
        room.admissions(),
        ViewFields.UNORDERED,
        room.isUnordered() ? 1 : 0,
        ViewFields.OPENS_AT,
        room.opening() == null ? 0 : room.opening().opensAt(),
        ViewFields.CLOSES_AT,
        room.opening() == null ? 0 : room.opening().closesAt(),
        ViewFields.LOTTERY,
        room.lottery() == null ? "" : wire.encodePart(room.lottery()));
  }

  /** What everybody was told last, if anything ever was. */
  void announcement(RoomView room) {
    Announcement last = room.announcement();
    if (last != null) {
      add("SET", ViewKeys.announcement(room.name()), wire.encodePart(last));
    }
  }

  /** What people may know of a draw. */
  void draw(Draw draw) {
    add("SET", ViewKeys.draw(draw.room(), draw.drawId()), wire.encodePart(draw.shown()));
    addMember("ZADD", ViewKeys.draws(draw.room()), draw.number(), draw.drawId());
  }

  void forgotten(Draw draw) {
    add("DEL", ViewKeys.draw(draw.room(), draw.drawId()));
    addMember("ZREM", ViewKeys.draws(draw.room()), draw.drawId());
  }

  void settings(RoomView room) {
    addMember("SADD", ViewKeys.rooms(), room.name());
    add("HSET", ViewKeys.room(room.name()), ViewFields.SETTINGS, wire.encodePart(room.settings()));
  }

  void pool(PoolView pool) {
    Hold hold = pool.hold();
    add(
        "HSET",
        ViewKeys.pool(pool.name()),
        ViewFields.HELD,
        hold == null ? "" : hold.reason(),
        ViewFields.HELD_SINCE,
        hold == null ? 0 : hold.since());
  }

  /** Shows what a slot works on. */
  void slot(PoolView pool, int slot) {
    UUID current = pool.current(slot);
    if (current == null) {
      addMember("HDEL", ViewKeys.slots(pool.name()), slot);
    } else {
      addMember("HSET", ViewKeys.slots(pool.name()), slot, current);
    }
  }

  void settings(PoolView pool) {
    addMember("SADD", ViewKeys.pools(), pool.name());
    add("HSET", ViewKeys.pool(pool.name()), ViewFields.SETTINGS, wire.encodePart(pool.settings()));
  }

  private String presence(String room) {
    return ViewWrite.WHOLE + keys.presence(room);
  }

  private void add(String command, String key, Object... arguments) {
    writes.add(of(command, key, arguments));
  }

  /**
   * Adds a command that may name many members at once: one more member of the key's last command if
   * that is the same one, and else a new command. So each key sees its commands in their order.
   *
   * @param command with its flags, such as {@code ZADD NX}
   */
  private void addMember(String command, String key, Object... member) {
    MemberWrite last = lastOfKey.get(key);
    if (last == null || !last.takes(command)) {
      last = MemberWrite.begin(command, key);
      lastOfKey.put(key, last);
      writes.add(last.write());
    }
    last.add(member);
  }

  private static List<Object> sessionFields(SessionView session, SessionState state) {
    List<Object> fields = new ArrayList<>(20);
    fields.addAll(
        List.of(ViewFields.ROOM, session.room().name(), ViewFields.USER_KEY, session.userKey()));
    fields.addAll(List.of(ViewFields.STATE, state, ViewFields.TICKET, session.ticket()));
    fields.addAll(List.of(ViewFields.JOINED_AT, session.joinedAt()));
    if (session.admittedAt() != 0) {
      fields.addAll(
          List.of(
              ViewFields.ADMITTED_AT,
              session.admittedAt(),
              ViewFields.EXPIRES_AT,
              session.expiresAt()));
    }
    Transfer transfer = session.transfer();
    if (transfer != null) {
      fields.addAll(
          List.of(
              ViewFields.TOKENS_SINCE, transfer.offset(), ViewFields.TRANSFER_ID, transfer.id()));
    }
    return fields;
  }

  private static List<Object> queryFields(QueryView query, QueryState state, int attempt) {
    List<Object> fields = new ArrayList<>(20);
    fields.addAll(List.of(ViewFields.SESSION_ID, query.sessionId(), ViewFields.ROOM, query.room()));
    fields.addAll(
        List.of(
            ViewFields.POOL, query.pool(), ViewFields.STATE, state, ViewFields.ATTEMPT, attempt));
    fields.addAll(List.of(ViewFields.SUBMITTED_AT, query.submittedAt()));
    if (query.startedAt() != 0) {
      fields.addAll(List.of(ViewFields.STARTED_AT, query.startedAt()));
    }
    return fields;
  }

  private static void addIfKnown(List<Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.add(name);
      fields.add(value instanceof RawJson json ? json.text() : value);
    }
  }

  /** A command that can take more members of its key. */
  private record MemberWrite(String command, ViewWrite write) {
    /** Far below what a script can unpack, 8,000. */
    private static final int MOST_ARGUMENTS = 2_000;

    static MemberWrite begin(String command, String key) {
      String[] words = command.split(" ");
      Object[] flags = Arrays.copyOfRange(words, 1, words.length);
      return new MemberWrite(command, of(words[0], key, flags));
    }

    boolean takes(String other) {
      return command.equals(other) && write.arguments().size() < MOST_ARGUMENTS;
    }

    void add(Object... member) {
      for (Object part : member) {
        write.arguments().add(String.valueOf(part));
      }
    }
  }

  /** A session as it was when it ended: the state has forgotten it since. */
  record EndedSession(
      UUID id, String room, String userKey, List<UUID> aliases, List<Object> fields) {
    static EndedSession of(SessionView session, Object reason, long at) {
      List<Object> fields = sessionFields(session, SessionState.ENDED);
      fields.addAll(List.of(ViewFields.ENDED_AT, at, ViewFields.ENDED_REASON, reason));
      return new EndedSession(
          session.id(),
          session.room().name(),
          session.userKey(),
          List.copyOf(session.aliases()),
          fields);
    }
  }

  /** A query as it was when it got its outcome: the state has forgotten it since, or will. */
  record FinishedQuery(
      UUID id,
      String pool,
      List<UUID> aliases,
      List<Object> fields,
      @Nullable RawJson result,
      @Nullable RawJson error) {
    static FinishedQuery of(
        QueryView query,
        QueryState outcome,
        int attempt,
        long at,
        @Nullable RawJson result,
        @Nullable RawJson error) {
      List<Object> fields = queryFields(query, outcome, attempt);
      fields.addAll(List.of(ViewFields.FINISHED_AT, at));
      return new FinishedQuery(
          query.id(), query.pool(), List.copyOf(query.aliases()), fields, result, error);
    }
  }
}
