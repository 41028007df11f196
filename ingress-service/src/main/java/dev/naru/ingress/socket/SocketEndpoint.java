package dev.naru.ingress.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tomcat's side of one socket. */
final class SocketEndpoint extends Endpoint {
  private static final Logger log = LoggerFactory.getLogger(SocketEndpoint.class);

  private final Function<SocketConnection, SocketPeer> talkers;
  private final Duration patience;
  private final int mostCharacters;
  private @Nullable SocketConnection connection;

  SocketEndpoint(
      Function<SocketConnection, SocketPeer> talkers, Duration patience, int mostCharacters) {
    this.talkers = talkers;
    this.patience = patience;
    this.mostCharacters = mostCharacters;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    SocketConnection opened = new SocketConnection((WsSession) session, patience, mostCharacters);
    connection = opened;
    opened.open(talkers.apply(opened));
    session.addMessageHandler(String.class, opened::received);
    session.addMessageHandler(ByteBuffer.class, (piece, last) -> refuseBinary(opened));
    session.addMessageHandler(PongMessage.class, pong -> opened.heard());
  }

  private static void refuseBinary(SocketConnection connection) {
    if (!connection.isGone()) {
      connection.closeSoon(
          CloseCodes.CANNOT_ACCEPT, "Expected frames of text, but a binary one came");
    }
  }

  @Override
  public void onError(Session session, Throwable failure) {
    log.debug("A socket failed", failure);
    leave();
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    leave();
  }

  private void leave() {
    if (connection != null) {
      connection.leave();
    }
  }
}
