package dev.naru.ingress.http;

import dev.naru.ingress.socket.SocketConnection;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.ObjectWriter;

/** Puts what a feed tells onto a socket, a frame each; queries with what their asker calls them. */
final class FrameOutlet implements PushOutlet {
  private final SocketConnection connection;
  private final Refs refs;
  private final Supplier<String> place;

  FrameOutlet(SocketConnection connection, Refs refs, Supplier<String> place) {
    this.connection = connection;
    this.refs = refs;
    this.place = place;
  }

  @Override
  public void send(String name, ObjectWriter writer, Object body) throws IOException {
    switch (body) {
      case QueryBody query -> query(query);
      case ChunkBody chunk -> connection.send(ServerFrames.chunk(place.get(), chunk));
      default -> connection.send(ServerFrames.told(name, place.get(), writer, body));
    }
  }

  private void query(QueryBody query) throws IOException {
    UUID id = query.queryId();
    if (refs.isOver(id)) {
      // found once more, under the id that it was asked by
      return;
    }
    connection.send(ServerFrames.query(place.get(), refs.of(id), query));
    if (query.state().isTerminal()) {
      refs.over(id);
    }
  }

  @Override
  public void matched(UUID asked, UUID real) {
    refs.put(real, refs.of(asked));
  }

  /** A frame that is sent is on its way. */
  @Override
  public void flush() {}
}
