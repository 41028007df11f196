package dev.naru.ingress.view;

import dev.naru.ingress.view.SessionGatherer.Wanted;
import dev.naru.model.wire.ViewKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The view of one partition, each reading by one script. */
final class RedisView implements View {
  private static final long PENDING_KEPT_SECONDS = 600;

  private final RedisLink link;
  private final SessionGatherer sessions = new SessionGatherer(this::readSessions);
  private final ViewKeys keys;
  private final String prefix;
  private final Replies replies = new Replies();
  private final ReadScript readSessions = new ReadScript("read-sessions.lua");
  private final ReadScript readQuery = new ReadScript("read-query.lua");
  private final ReadScript readRoom = new ReadScript("read-room.lua");
  private final ReadScript readNames = new ReadScript("read-names.lua");
  private final ReadScript readCrowd = new ReadScript("read-crowd.lua");
  private final ReadScript readNews = new ReadScript("read-news.lua");
  private final ReadScript readDraw = new ReadScript("read-draw.lua");
  private final ReadScript readPool = new ReadScript("read-pool.lua");
  private final ReadScript readSlots = new ReadScript("read-slots.lua");
  private final ReadScript readUser = new ReadScript("read-user.lua");

  RedisView(RedisLink link, ViewKeys keys) {
    this.link = link;
    this.keys = keys;
    // what all keys of the partition begin with is what stands before the head's own name
    this.prefix = keys.head().substring(0, keys.head().lastIndexOf(':') + 1);
  }

  @Override
  public SessionReading session(UUID id, UUID asker) {
    return link.await(sessions.session(id, asker));
  }

  @Override
  public CompletionStage<SessionReading> beginSession(UUID id, UUID asker) {
    return sessions.session(id, asker);
  }

  private CompletionStage<List<SessionReading>> readSessions(List<Wanted> wanted) {
    String[] arguments = new String[2 * wanted.size() + 1];
    arguments[0] = prefix;
    int next = 1;
    for (Wanted one : wanted) {
      arguments[next++] = one.id().toString();
      arguments[next++] = one.asker().toString();
    }
    return link.begin(redis -> readSessions.run(redis, keys.head(), arguments))
        .thenApply(reply -> replies.sessions(reply.isEmpty() ? gone() : reply));
  }

  @Override
  public QueryReading query(UUID id, UUID asker) {
    return replies.query(run(readQuery, id.toString(), asker.toString()));
  }

  @Override
  public Optional<RoomRecord> room(String name) {
    return replies.room(name, run(readRoom, name));
  }

  @Override
  public NewsReading news(String room, long after) {
    return replies.news(run(readNews, room, Long.toString(after)));
  }

  @Override
  public DrawReading draw(String room, UUID id) {
    return replies.draw(run(readDraw, room, id.toString()));
  }

  @Override
  public Set<String> rooms() {
    return names(ViewKeys.rooms());
  }

  @Override
  public Set<String> pools() {
    return names(ViewKeys.pools());
  }

  private Set<String> names(String things) {
    Set<String> names = new HashSet<>();
    Replies.list(run(readNames, things).get(1)).forEach(name -> names.add(Replies.text(name)));
    return names;
  }

  @Override
  public Crowd crowd(String room, int seats, int line) {
    return CrowdReplies.crowd(run(readCrowd, room, String.valueOf(seats), String.valueOf(line)));
  }

  @Override
  public List<SlotRecord> slots(String pool, int most) {
    return CrowdReplies.slots(run(readSlots, pool, String.valueOf(most)));
  }

  @Override
  public Optional<PoolRecord> pool(String name) {
    return replies.pool(name, run(readPool, name));
  }

  @Override
  public Optional<UUID> liveSession(String room, String userKey) {
    return Optional.ofNullable(run(readUser, room, userKey).get(1))
        .map(id -> UUID.fromString(Replies.text(id)));
  }

  @Override
  public Head head() {
    List<@Nullable Object> fields =
        link.call(
            redis ->
                redis
                    .async()
                    .hmget(keys.head(), "term", "offset", "generation")
                    .thenApply(Replies::values));
    return fields.get(2) == null ? gone() : Replies.head(fields);
  }

  @Override
  public void notePending(UUID queryId, UUID sessionId, long offset) {
    String note = sessionId + ":" + offset;
    String done =
        link.call(
            redis -> redis.async().setex(keys.pendingQuery(queryId), PENDING_KEPT_SECONDS, note));
    if (!"OK".equals(done)) {
      throw new IllegalStateException("Expected Redis to say OK to SETEX, but it said " + done);
    }
  }

  private List<@Nullable Object> run(ReadScript script, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = prefix;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    List<@Nullable Object> reply = link.call(redis -> script.run(redis, keys.head(), all));
    return reply.isEmpty() ? gone() : reply;
  }

  private static <T> T gone() {
    throw new ViewAwayException("Expected a view in Redis, but there is none at the moment", null);
  }
}
