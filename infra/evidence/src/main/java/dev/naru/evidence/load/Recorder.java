package dev.naru.evidence.load;

import dev.naru.evidence.check.QueryReading;
import dev.naru.evidence.check.Reply;
import dev.naru.evidence.check.RoomReading;
import dev.naru.evidence.check.Statistics;
import dev.naru.evidence.check.Visit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the users of one scenario saw. Thread-safe. */
public final class Recorder {
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final Map<String, Visit> visits = new ConcurrentHashMap<>();
  private final Queue<QueryReading> queries = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable RoomReading> room = new AtomicReference<>();

  void add(Reply reply) {
    replies.add(reply);
  }

  void add(Visit visit) {
    visits.put(visit.user(), visit);
  }

  void add(QueryReading query) {
    queries.add(query);
  }

  void add(RoomReading reading) {
    room.set(reading);
  }

  public Collection<Reply> replies() {
    return replies;
  }

  /** Of the requests that must have been sent, and of any other that was. */
  public List<Statistics> statistics(List<String> expected) {
    Set<String> all = new LinkedHashSet<>(expected);
    replies.forEach(reply -> all.add(reply.request()));
    return all.stream().map(request -> Statistics.of(request, replies)).toList();
  }

  /** Each user's session, as last read. */
  public List<Visit> visits() {
    return List.copyOf(visits.values());
  }

  public List<QueryReading> queries() {
    return List.copyOf(queries);
  }

  /** The room while everybody was in it; null if it was not read. */
  public @Nullable RoomReading room() {
    return room.get();
  }
}
