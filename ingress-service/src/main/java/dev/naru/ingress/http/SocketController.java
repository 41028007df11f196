package dev.naru.ingress.http;

import dev.naru.ingress.socket.SocketUpgrade;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Opens sockets, for those who may. */
@RestController
class SocketController {
  private static final String PATH = "/v1/ws";
  private static final String PROTOCOL = "naru.v1";
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

  /** A hello: a token, and a place with many queries. */
  private static final int MOST_HELLO = 16 << 10;

  private final Origins origins;
  private final ServerEndpointConfig config;

  SocketController(SocketTools tools, Origins origins) {
    this.origins = origins;
    this.config =
        SocketUpgrade.config(
            PATH,
            PROTOCOL,
            connection -> SocketTalk.begin(tools, connection),
            Pushes.PATIENCE,
            MOST_HELLO);
  }

  @GetMapping(PATH)
  void open(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException, DeploymentException {
    if (values(request, HttpHeaders.UPGRADE).noneMatch("websocket"::equalsIgnoreCase)) {
      throw Problems.upgradeNeeded();
    }
    if (!origins.isAllowed(request)) {
      throw Problems.foreignOrigin();
    }
    if (values(request, PROTOCOLS).noneMatch(PROTOCOL::equals)) {
      throw Problems.malformed(
          "Expected the subprotocol '" + PROTOCOL + "' among those of " + PROTOCOLS);
    }
    ServerContainer container =
        (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
    SocketUpgrade.prepare(container);
    container.upgradeHttpToWebSocket(request, response, config, Map.of());
  }

  private static Stream<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
