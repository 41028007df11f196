package dev.naru.ingress.openai;

import dev.naru.ingress.chunk.Chunk;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.chunk.Chunks.Listening;
import dev.naru.ingress.openai.Shapes.Piece;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.ViewAwayException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in pieces. While the call waits, comments tell its place: when it changes,
 * at most one a second, and after 10 s in any case, so that nothing between takes the connection
 * for dead. What goes wrong before the first of them has a status of its own.
 */
final class StreamedAnswer implements Progress {
  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST = Duration.ofSeconds(10).toNanos();
  private static final int MOST_AT_ONCE = 200;

  private final HttpServletResponse response;
  private final EventWriter out;
  private final Chunks chunks;
  private final Vigil vigil;
  private final Pieces pieces;
  private final long madeAt = System.nanoTime();
  private boolean open;
  private long writtenAt = madeAt;
  private String told = "";
  private int partition;
  private @Nullable UUID queryId;
  private @Nullable String last;

  StreamedAnswer(HttpServletResponse response, Chunks chunks, Vigil vigil, Shapes shapes) {
    this.response = response;
    this.out = new EventWriter(response);
    this.chunks = chunks;
    this.vigil = vigil;
    this.pieces = new Pieces(shapes);
  }

  @Override
  public void isIn(UUID sessionId) {
    if (!open) {
      DoorHeaders.session(response, sessionId);
    }
  }

  @Override
  public void waits(@Nullable Long position, @Nullable Long eta) {
    if (position != null && position > 0) {
      tell("position=" + position + (eta == null ? "" : " eta=" + eta + "s"));
    }
  }

  private void tell(String news) {
    long silent = System.nanoTime() - writtenAt;
    boolean changed = !news.equals(told) && (silent >= SHORTEST || !open);
    if (changed || silent >= LONGEST) {
      open();
      out.comment(news);
      told = news;
      writtenAt = System.nanoTime();
    }
  }

  private void open() {
    if (!open) {
      open = true;
      out.begin();
    }
  }

  @Override
  public Listening asked(int at, UUID id, Vigil listener) {
    partition = at;
    queryId = id;
    last = null;
    if (!open) {
      DoorHeaders.query(response, id);
    }
    return chunks.listen(id, listener::stir);
  }

  @Override
  public void runs(QueryRecord query) {
    if (!open) {
      DoorHeaders.queue(response, vigil.elapsed());
    }
    send();
    if (System.nanoTime() - writtenAt >= SHORTEST) {
      tell("running");
    }
  }

  private void send() {
    List<Chunk> read = read();
    while (!read.isEmpty()) {
      for (Chunk chunk : read) {
        last = chunk.id();
        write(pieces.take(chunk));
      }
      read = read.size() < MOST_AT_ONCE ? List.of() : read();
    }
  }

  private List<Chunk> read() {
    UUID id = queryId;
    try {
      return id == null ? List.of() : chunks.after(partition, id, last, MOST_AT_ONCE);
    } catch (ViewAwayException e) {
      return List.of(); // what is lost comes with the result
    }
  }

  private void write(@Nullable Piece piece) {
    if (piece != null) {
      open();
      out.data(piece.json());
      writtenAt = System.nanoTime();
    }
  }

  @Override
  public boolean hasBegun() {
    return pieces.hasBegun();
  }

  /** Whether the answer has a status already: then an error can only be written into it. */
  boolean isOpen() {
    return open;
  }

  void finish(QueryRecord query, Timing timing) {
    if (!open) {
      DoorHeaders.timing(response, query, timing);
    }
    send();
    pieces.rest(WholeAnswer.resultOf(query)).forEach(this::write);
    out.comment(
        "queue-ms=%d run-ms=%d".formatted(timing.queue().toMillis(), timing.run().toMillis()));
    out.done();
  }

  void fail(DoorError error) {
    out.data(JsonAnswers.json(error));
  }
}
