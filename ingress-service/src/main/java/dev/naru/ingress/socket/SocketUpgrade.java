package dev.naru.ingress.socket;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.tomcat.websocket.Constants;

/**
 * How a request becomes a socket: nothing is compressed, for which each connection would keep
 * hundreds of kB, and no buffer is larger than it must be.
 */
public final class SocketUpgrade {
  private static final int TEXT_CHARACTERS = 1 << 10;
  private static final int BINARY_BYTES = 128;

  /** What a blocking write may take: pings, pongs and close frames only, and full buffers only. */
  private static final Duration CONTROL_FRAME = Duration.ofSeconds(2);

  /** How long the other side may take to answer a close frame. */
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private SocketUpgrade() {}

  /** Keeps the container's buffers small, for all sockets that are opened from now on. */
  public static void prepare(ServerContainer container) {
    container.setDefaultMaxTextMessageBufferSize(TEXT_CHARACTERS);
    container.setDefaultMaxBinaryMessageBufferSize(BINARY_BYTES);
  }

  /**
   * @param talkers makes whoever talks on a socket, when it opens
   * @param patience how long a client may take for a frame
   * @param mostCharacters of a frame of a client's, at first
   */
  public static ServerEndpointConfig config(
      String path,
      String protocol,
      Function<SocketConnection, SocketPeer> talkers,
      Duration patience,
      int mostCharacters) {
    ServerEndpointConfig config =
        ServerEndpointConfig.Builder.create(SocketEndpoint.class, path)
            .subprotocols(List.of(protocol))
            .configurator(new Plain(new Opening(talkers, patience, mostCharacters)))
            .build();
    config
        .getUserProperties()
        .put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, CONTROL_FRAME.toMillis());
    config
        .getUserProperties()
        .put(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY, CONTROL_FRAME.toMillis());
    config.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, CLOSE.toMillis());
    return config;
  }

  private record Opening(
      Function<SocketConnection, SocketPeer> talkers, Duration patience, int mostCharacters) {
    SocketEndpoint endpoint() {
      return new SocketEndpoint(talkers, patience, mostCharacters);
    }
  }

  /** No extensions; who may come was looked at before. */
  private static final class Plain extends ServerEndpointConfig.Configurator {
    private final Opening opening;

    private Plain(Opening opening) {
      this.opening = opening;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> kind) {
      return kind.cast(opening.endpoint());
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }
  }
}
