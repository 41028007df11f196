package dev.naru.ingress.http;

import dev.naru.ingress.chunk.Chunk;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.http.PushEar.Growth;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.push.BodyDigest;
import dev.naru.ingress.push.QueryPlace;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.ViewAwayException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a query: its body whenever that changes, and the pieces of its answer as they come. The
 * final body comes last, after all pieces that there are.
 */
final class QueryFeed implements PushFeed {
  private static final int MOST_AT_ONCE = 64;

  private final QueryReads reads;
  private final SessionReads sessions;
  private final Chunks chunks;
  private final SessionToken token;
  private final UUID asked;
  private final boolean named;
  private QueryPlace place;
  private UUID id;
  private UUID owner;
  private @Nullable Growth growth;

  /**
   * @param named whether chunks say which query they are of
   */
  QueryFeed(
      QueryReads reads,
      SessionReads sessions,
      Chunks chunks,
      SessionToken token,
      UUID asked,
      QueryPlace place,
      boolean named) {
    this.reads = reads;
    this.sessions = sessions;
    this.chunks = chunks;
    this.token = token;
    this.asked = asked;
    this.id = asked;
    this.owner = token.sessionId();
    this.place = place;
    this.named = named;
  }

  @Override
  public boolean look(PushEar ear, boolean due, PushOutlet out) throws IOException {
    QueryRecord query = due || growth == null ? read(ear) : null;
    boolean over = query != null && query.state().isTerminal();
    if (query != null && !id.equals(asked)) {
      out.matched(asked, id);
    }
    if (query != null && !over) {
      tell(query, out);
    }
    // a message may have been lost: whenever the query is read, so are its chunks
    boolean grown = growth != null && growth.take();
    if (grown || query != null) {
      tellChunks(out);
    }
    if (query != null && over) {
      tell(query, out);
      close();
    }
    return over;
  }

  private QueryRecord read(PushEar ear) {
    Seen<QueryRecord> seen = reads.read(asked, token);
    ear.saw(seen);
    if (growth == null || !id.equals(seen.id())) {
      close();
      growth = ear.listen(seen.id());
    }
    id = seen.id();
    owner = seen.thing().sessionId();
    ear.watch(owner);
    heard();
    return seen.thing();
  }

  private void tell(QueryRecord query, PushOutlet out) throws IOException {
    String digest = BodyDigest.of(EntityTags.of(query));
    if (!digest.equals(place.body())) {
      place = place.afterBody(digest);
      out.send("query", Json.QUERY, QueryBody.of(query));
    }
  }

  private void tellChunks(PushOutlet out) throws IOException {
    for (List<Chunk> next = next(); !next.isEmpty(); next = next()) {
      for (Chunk chunk : next) {
        place = place.afterChunk(chunk.id());
        out.send("chunk", Json.CHUNK, ChunkBody.of(chunk, named ? id : null));
      }
      out.flush();
    }
  }

  private List<Chunk> next() {
    try {
      return chunks.after(token.partition(), id, place.chunk(), MOST_AT_ONCE);
    } catch (ViewAwayException e) {
      if (growth != null) {
        growth.putBack();
      }
      throw Problems.viewAway();
    }
  }

  /** Hears nothing more. */
  void close() {
    if (growth != null) {
      growth.close();
      growth = null;
    }
  }

  @Override
  public void heard() {
    sessions.heard(owner, token);
  }

  @Override
  public String place() {
    return place.text();
  }

  /** What the query is really called, as far as that is known. */
  UUID id() {
    return id;
  }

  QueryPlace queryPlace() {
    return place;
  }
}
