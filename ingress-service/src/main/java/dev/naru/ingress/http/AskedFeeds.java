package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.Asked.Entry;
import dev.naru.ingress.push.QueryPlace;
import dev.naru.ingress.push.SessionPlace;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.ViewAwayException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of a session's queries that are not over. Those asked earlier are found in the list of
 * what was asked, those asked meanwhile are heard of by the events.
 */
final class AskedFeeds {
  private static final int MOST_READ = 50;
  private static final int MOST_REMEMBERED = 200;

  /** The list was looked at, and was empty: whatever it holds later is new. */
  private static final String NONE_SEEN = "0-1";

  private final Asked asked;
  private final QueryReads reads;
  private final SessionToken token;
  private final BiFunction<UUID, QueryPlace, QueryFeed> feedOf;
  private final SessionPlace resumed;
  private final Map<UUID, QueryFeed> feeds = new LinkedHashMap<>();
  private final Set<UUID> known = new LinkedHashSet<>();
  private boolean begun;
  private String mark;

  /**
   * @param resumed how far the client has come
   * @param feedOf makes the feed of a query that goes on from a place
   */
  AskedFeeds(
      Asked asked,
      QueryReads reads,
      SessionToken token,
      SessionPlace resumed,
      BiFunction<UUID, QueryPlace, QueryFeed> feedOf) {
    this.asked = asked;
    this.reads = reads;
    this.token = token;
    this.resumed = resumed;
    this.feedOf = feedOf;
    this.mark = resumed.asked();
  }

  /** Looks for queries that it does not know yet; throws 503 if Redis does not answer. */
  void discover(PushEar ear, UUID sessionId) {
    List<UUID> heard = ear.takeAsked();
    heard.forEach(id -> add(id, QueryPlace.START));
    if (begun && heard.isEmpty()) {
      return;
    }
    if (!begun) {
      resumed.queries().forEach(this::add);
    }
    List<Entry> entries = latest(sessionId);
    entries.forEach(this::consider);
    mark = entries.isEmpty() ? emptyMark() : entries.getLast().id();
    begun = true;
  }

  private void consider(Entry entry) {
    boolean isNew = (begun || !resumed.isStart()) && entry.isAfter(mark);
    if (!known.contains(entry.queryId()) && (isNew || !begun)) {
      Seen<QueryRecord> seen = read(entry.queryId());
      if (seen != null && (isNew || !seen.thing().state().isTerminal())) {
        add(seen.id(), QueryPlace.START);
      }
    }
  }

  private String emptyMark() {
    return resumed.isStart() ? NONE_SEEN : mark;
  }

  private List<Entry> latest(UUID sessionId) {
    try {
      return asked.latest(token.partition(), sessionId, MOST_READ);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Reads a query; null if there is none of that id, or not yet. */
  private @Nullable Seen<QueryRecord> read(UUID queryId) {
    try {
      return reads.read(queryId, token);
    } catch (ProblemException e) {
      if (isAway(e)) {
        throw e;
      }
      return null;
    }
  }

  /** Whether nothing can be read, rather than that this one is not there, or not yet. */
  private static boolean isAway(ProblemException e) {
    return e.problem().status() == 503 && !e.problem().slug().equals("history-away");
  }

  /** Tells of the query from its beginning, also if it did before. */
  void follow(UUID queryId) {
    QueryFeed before = feeds.remove(queryId);
    if (before != null) {
      before.close();
    }
    known.remove(queryId);
    expect(queryId);
  }

  /** Tells of the query from its beginning, if it does not yet. */
  void expect(UUID queryId) {
    add(queryId, QueryPlace.START);
  }

  private void add(UUID queryId, QueryPlace place) {
    if (known.add(queryId)) {
      feeds.put(queryId, feedOf.apply(queryId, place));
    }
    if (known.size() > MOST_REMEMBERED) {
      known.remove(known.iterator().next());
    }
  }

  /** Looks at each; those that are over, or cannot be had, are forgotten afterwards. */
  void look(PushEar ear, boolean due, PushOutlet out) throws IOException {
    @Nullable ProblemException away = null;
    for (Map.Entry<UUID, QueryFeed> entry : List.copyOf(feeds.entrySet())) {
      try {
        if (entry.getValue().look(ear, due, out)) {
          feeds.remove(entry.getKey());
        }
      } catch (ProblemException e) {
        if (e.problem().status() == 503) {
          away = e;
        } else {
          feeds.remove(entry.getKey());
        }
      }
    }
    if (away != null) {
      throw away;
    }
  }

  /** Id of the last entry seen in the list of what was asked. */
  String mark() {
    return mark;
  }

  Map<UUID, QueryPlace> places() {
    Map<UUID, QueryPlace> places = new LinkedHashMap<>();
    feeds.values().forEach(feed -> places.put(feed.id(), feed.queryPlace()));
    return places;
  }
}
