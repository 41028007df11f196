package dev.naru.ingress.news;

import dev.naru.ingress.view.NewsReading;
import dev.naru.ingress.view.Partition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The news of rooms, for the pushes of this ingress. Each room's are read from the view once for
 * all who listen, when the events say that there are more. Thread-safe.
 */
public final class RoomNews {
  private static final long NOTHING = -1;

  private final Map<String, Board> boards = new ConcurrentHashMap<>();

  /** Offset of the last command that brought a room news. */
  private final Map<String, Long> changes = new ConcurrentHashMap<>();

  /**
   * Begins to listen to a room; close it afterwards.
   *
   * @param partition that the room lives on
   * @param heard runs when there may be more to tell; must not block
   */
  public Listening listen(String room, Partition partition, Runnable heard) {
    Board board =
        boards.compute(
            room,
            (name, known) -> {
              Board its = known == null ? new Board(name, partition) : known;
              its.add(heard);
              return its;
            });
    // also what the events told before the board was there
    board.want(changes.getOrDefault(room, NOTHING));
    return new Listening(board, room, heard);
  }

  /** There are more by the command at this offset. */
  public void changed(String room, long offset) {
    changes.merge(room, offset, Math::max);
    Board board = boards.get(room);
    if (board != null) {
      board.want(offset);
    }
  }

  /** Something may have been missed: all are read again. */
  public void missed() {
    boards.values().forEach(Board::forget);
  }

  /** Rooms that somebody listens to. */
  public int rooms() {
    return boards.size();
  }

  /** One listener. */
  public final class Listening implements AutoCloseable {
    private final Board board;
    private final String room;
    private final Runnable heard;

    private Listening(Board board, String room, Runnable heard) {
      this.board = board;
      this.room = room;
      this.heard = heard;
    }

    /** The news as they were read last; null if they were not yet. */
    public @Nullable NewsReading news() {
      return board.news();
    }

    @Override
    public void close() {
      boards.computeIfPresent(room, (name, its) -> its.remove(heard) ? null : its);
    }
  }
}
