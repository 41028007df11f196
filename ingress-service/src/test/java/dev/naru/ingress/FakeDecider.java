package dev.naru.ingress;

import dev.naru.model.Announcement;
import dev.naru.model.EndReason;
import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.Announce;
import dev.naru.model.command.CancelQuery;
import dev.naru.model.command.Command;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.command.TransferSession;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.TimePassed;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Decides just enough to test the ingress on real servers: reads the commands, writes the events,
 * then the view, as the admission worker does; by plain Redis commands and without its rigour.
 */
final class FakeDecider implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> commands;
  private final KafkaProducer<byte[], byte[]> events;
  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final ViewKeys keys = new ViewKeys(0);
  private final WireFormat wire = new WireFormat();
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Map<UUID, Session> sessions = new HashMap<>();
  private final Map<UUID, UUID> queries = new HashMap<>();
  private final Map<String, UUID> idempotent = new HashMap<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fake-decider");
  private volatile boolean running = true;
  private volatile boolean frozen;
  private long offset = -1;
  private long clock;
  private long announcements;

  FakeDecider(String kafka, String redisUrl) {
    commands =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    events =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    client = RedisClient.create(redisUrl);
    redis = client.connect().sync();
  }

  /**
   * Writes the room into the view; before {@link #start()} or from a test that sends no commands.
   */
  void room(String name, RoomSettings settings, RoomStatus status) {
    Room room = rooms.computeIfAbsent(name, Room::new);
    room.settings = settings;
    room.status = status;
    redis.sadd(key(ViewKeys.rooms()), name);
    redis.hset(key(ViewKeys.room(name)), "settings", wire.encodePart(settings));
    figures(room);
  }

  void start() {
    stamp();
    thread.start();
  }

  /** From here on events are written, and the view is not. */
  void freeze(boolean freeze) {
    frozen = freeze;
  }

  /** What a take-over does after Redis was wiped. */
  void rewrite() {
    rooms.values().forEach(room -> room(room.name, room.settings, room.status));
    sessions.values().stream()
        .filter(session -> !session.state.equals("ENDED"))
        .forEach(this::show);
    stamp();
  }

  private void run() {
    TopicPartition partition = new TopicPartition(Topics.COMMANDS, 0);
    commands.assign(List.of(partition));
    commands.seekToBeginning(List.of(partition));
    while (running) {
      for (ConsumerRecord<byte[], byte[]> message : commands.poll(Duration.ofMillis(20))) {
        decide(message);
      }
      if (!frozen && !writes.isEmpty()) {
        writes.forEach(Runnable::run);
        writes.clear();
        stamp();
      }
    }
  }

  private void decide(ConsumerRecord<byte[], byte[]> message) {
    offset = message.offset();
    clock = message.timestamp();
    List<Event> happened;
    try {
      happened = decide(wire.decodeCommand(message.value()));
    } catch (UnreadableRecordException e) {
      happened = List.of(new TimePassed());
    }
    writes.add(() -> {});
    int index = 0;
    for (Event event : happened) {
      Envelope envelope = new Envelope(offset, index++, clock, HashChain.GENESIS, event);
      var sent = events.send(new ProducerRecord<>(Topics.EVENTS, 0, null, wire.encode(envelope)));
      if (sent.isCancelled()) {
        throw new IllegalStateException("an event was lost");
      }
    }
  }

  private List<Event> decide(Command command) {
    return switch (command) {
      case RequestSession request -> request(request);
      case LeaveSession leave -> leave(leave);
      case SubmitQuery submit -> submit(submit);
      case CancelQuery cancel -> cancel(cancel);
      case TransferSession transfer -> transfer(transfer);
      case Announce announce -> announce(announce);
      default -> List.of(new TimePassed());
    };
  }

  private List<Event> request(RequestSession request) {
    Room room = rooms.get(request.room());
    String key = request.room() + "/" + request.idempotencyKey();
    Session keyed = request.idempotencyKey() == null ? null : sessions.get(idempotent.get(key));
    Session live = keyed != null ? keyed : room.users.get(request.userKey());
    if (keyed != null && !keyed.userKey.equals(request.userKey())) {
      return refuse(request, RefusalReason.KEY_REUSED);
    }
    if (live != null) {
      write(() -> redis.set(key(ViewKeys.alias(request.sessionId())), live.id.toString()));
      return List.of(
          new SessionMatched(
              request.sessionId(),
              live.id,
              room.name,
              request.userKey(),
              request.idempotencyKey()));
    }
    if (room.status != RoomStatus.OPEN) {
      return refuse(request, RefusalReason.ROOM_CLOSED);
    }
    boolean full = room.line.size() >= room.settings.maxWaiting();
    if (full && room.active >= room.settings.capacity()) {
      return refuse(request, RefusalReason.LINE_FULL);
    }
    Session session = new Session(request.sessionId(), room, request.userKey(), ++room.lastTicket);
    session.joinedAt = clock;
    sessions.put(session.id, session);
    room.users.put(session.userKey, session);
    room.line.add(session);
    idempotent.put(key, session.id);
    List<Event> happened = new ArrayList<>();
    happened.add(
        new SessionQueued(
            session.id, room.name, session.userKey, session.ticket, 0, request.idempotencyKey()));
    write(() -> show(session));
    happened.addAll(promote(room));
    return happened;
  }

  private List<Event> refuse(RequestSession request, RefusalReason reason) {
    write(
        () ->
            redis.hset(
                key(ViewKeys.session(request.sessionId())),
                Map.of(
                    "room", request.room(),
                    "userKey", request.userKey(),
                    "state", "ENDED",
                    "endedReason", "REFUSED",
                    "refusal", reason.name())));
    return List.of(
        new CommandRefused(
            "RequestSession",
            reason,
            "no",
            request.room(),
            request.userKey(),
            request.sessionId(),
            null));
  }

  private List<Event> promote(Room room) {
    List<Event> happened = new ArrayList<>();
    while (room.active < room.settings.capacity() && !room.line.isEmpty()) {
      Session next = room.line.poll();
      next.state = "ACTIVE";
      next.admittedAt = clock;
      room.active++;
      room.serving = next.ticket;
      happened.add(new SessionAdmitted(next.id, room.name, next.ticket, clock + 60_000));
      write(() -> show(next));
    }
    write(() -> figures(room));
    return happened;
  }

  private List<Event> leave(LeaveSession leave) {
    Session session = sessions.get(leave.sessionId());
    if (session == null || session.state.equals("ENDED")) {
      return List.of(
          new CommandRefused(
              "LeaveSession",
              RefusalReason.UNKNOWN_SESSION,
              "no",
              null,
              null,
              leave.sessionId(),
              null));
    }
    Room room = session.room;
    if (session.state.equals("ACTIVE")) {
      room.active--;
    }
    boolean waited = room.line.remove(session);
    session.state = "ENDED";
    room.users.remove(session.userKey);
    write(() -> show(session));
    List<Event> happened = new ArrayList<>();
    happened.add(new SessionEnded(session.id, room.name, EndReason.LEFT));
    happened.addAll(waited ? List.of() : promote(room));
    return happened;
  }

  /**
   * Payload {@code "hold"} stays queued, {@code "full"} is refused, all else is answered at once.
   */
  private List<Event> submit(SubmitQuery submit) {
    Session session = sessions.get(submit.sessionId());
    String key = submit.sessionId() + "/" + submit.idempotencyKey();
    UUID first = submit.idempotencyKey() == null ? null : idempotent.get(key);
    if (first != null) {
      write(() -> redis.set(key(ViewKeys.alias(submit.queryId())), first.toString()));
      return List.of(new QueryMatched(submit.queryId(), first, submit.sessionId()));
    }
    String payload = submit.payload().text();
    if (payload.equals("\"full\"")) {
      return refuse(submit);
    }
    idempotent.put(key, submit.queryId());
    queries.put(submit.queryId(), submit.sessionId());
    boolean held = payload.equals("\"hold\"");
    String at = Long.toString(clock);
    double place = offset;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sessionId", submit.sessionId().toString());
    fields.put("room", session.room.name);
    fields.put("pool", "default");
    fields.put("submittedAt", at);
    fields.put("attempt", held ? "0" : "1");
    fields.put("state", held ? "QUEUED" : "SUCCEEDED");
    if (!held) {
      fields.putAll(
          Map.of("startedAt", at, "finishedAt", at, "result", "{\"echo\":" + payload + "}"));
    }
    write(
        () -> {
          redis.hset(key(ViewKeys.query(submit.queryId())), fields);
          if (held) {
            redis.zadd(key(ViewKeys.queue("default")), place, submit.queryId().toString());
          }
        });
    QueryQueued queued =
        new QueryQueued(
            submit.queryId(),
            submit.sessionId(),
            session.room.name,
            "default",
            submit.payload(),
            60_000,
            submit.idempotencyKey());
    QueryFinished finished =
        new QueryFinished(
            submit.queryId(),
            submit.sessionId(),
            "default",
            0,
            1,
            QueryState.SUCCEEDED,
            RawJson.NULL,
            null);
    return held ? List.of(queued) : List.of(queued, finished);
  }

  private List<Event> refuse(SubmitQuery submit) {
    write(
        () ->
            redis.hset(
                key(ViewKeys.query(submit.queryId())),
                Map.of(
                    "sessionId", submit.sessionId().toString(),
                    "state", "FAILED",
                    "attempt", "0",
                    "error",
                        "{\"type\":\"urn:naru:problem:session-queries-full\",\"detail\":\"full\"}")));
    return List.of(
        new CommandRefused(
            "SubmitQuery",
            RefusalReason.SESSION_QUERIES_FULL,
            "full",
            null,
            null,
            submit.sessionId(),
            submit.queryId()));
  }

  private List<Event> cancel(CancelQuery cancel) {
    String id = cancel.queryId().toString();
    String at = Long.toString(clock);
    write(
        () -> {
          redis.hset(key(ViewKeys.query(id)), Map.of("state", "CANCELLED", "finishedAt", at));
          redis.zrem(key(ViewKeys.queue("default")), id);
        });
    return List.of(
        new QueryCancelled(
            cancel.queryId(), cancel.sessionId(), "default", -1, QueryCancelled.Cause.REQUESTED));
  }

  private List<Event> transfer(TransferSession transfer) {
    Session session = sessions.get(transfer.sessionId());
    if (session.tokensSince > transfer.tokenOffset()) {
      return List.of(new TimePassed());
    }
    session.tokensSince = offset;
    session.transferId = transfer.transferId().toString();
    write(() -> show(session));
    return List.of(new SessionTransferred(session.id, session.room.name, transfer.transferId()));
  }

  private List<Event> announce(Announce announce) {
    Announcement told =
        new Announcement(announce.announcementId(), announce.text(), clock, ++announcements);
    write(() -> redis.set(key(ViewKeys.announcement(announce.room())), wire.encodePart(told)));
    return List.of(new Announced(announce.announcementId(), announce.room(), announce.text()));
  }

  private void write(Runnable write) {
    writes.add(write);
  }

  private void show(Session session) {
    String id = session.id.toString();
    String room = session.room.name;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("room", room);
    fields.put("userKey", session.userKey);
    fields.put("state", session.state);
    fields.put("ticket", Long.toString(session.ticket));
    fields.put("joinedAt", Long.toString(session.joinedAt));
    if (session.admittedAt > 0) {
      fields.put("admittedAt", Long.toString(session.admittedAt));
      fields.put("expiresAt", Long.toString(session.admittedAt + 60_000));
    }
    if (session.tokensSince > 0) {
      fields.put("tokensSince", Long.toString(session.tokensSince));
      fields.put("transferId", session.transferId);
    }
    switch (session.state) {
      case "WAITING" -> {
        redis.zadd(key(ViewKeys.line(room)), session.ticket, id);
        redis.zadd(keys.presence(room), session.joinedAt, id);
      }
      case "ENDED" -> {
        fields.put("endedReason", "LEFT");
        redis.zrem(key(ViewKeys.line(room)), id);
        redis.zrem(keys.presence(room), id);
        redis.hdel(key(ViewKeys.users(room)), session.userKey);
      }
      default -> {
        redis.zrem(key(ViewKeys.line(room)), id);
        redis.zadd(keys.presence(room), session.admittedAt, id);
      }
    }
    if (!session.state.equals("ENDED")) {
      redis.hset(key(ViewKeys.users(room)), session.userKey, id);
    }
    redis.hset(key(ViewKeys.session(id)), fields);
  }

  private void figures(Room room) {
    redis.hset(
        key(ViewKeys.room(room.name)),
        Map.of(
            "status", room.status.name(),
            "paused", "0",
            "active", Integer.toString(room.active),
            "waiting", Integer.toString(room.line.size()),
            "serving", Long.toString(room.serving),
            "lastTicket", Long.toString(room.lastTicket),
            "admissions", ""));
  }

  private void stamp() {
    redis.hset(
        keys.head(),
        Map.of("term", "1", "offset", Long.toString(offset), "generation", "1", "at", "0"));
    redis.publish(keys.stamps(), "1:" + offset + ":1");
  }

  private String key(String name) {
    return keys.generation(1) + name;
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(5_000);
    commands.close();
    events.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }

  private static final class Room {
    final String name;
    final Map<String, Session> users = new HashMap<>();
    final Deque<Session> line = new ArrayDeque<>();
    volatile RoomSettings settings = RoomSettings.defaults();
    volatile RoomStatus status = RoomStatus.OPEN;
    int active;
    long serving;
    long lastTicket;

    Room(String name) {
      this.name = name;
    }
  }

  private static final class Session {
    final UUID id;
    final Room room;
    final String userKey;
    final long ticket;
    String state = "WAITING";
    String transferId = "";
    long tokensSince;
    long joinedAt;
    long admittedAt;

    Session(UUID id, Room room, String userKey, long ticket) {
      this.id = id;
      this.room = room;
      this.userKey = userKey;
      this.ticket = ticket;
    }
  }
}
