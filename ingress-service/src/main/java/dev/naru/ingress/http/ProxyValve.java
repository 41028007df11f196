package dev.naru.ingress.http;

import dev.naru.ingress.Networks;
import dev.naru.ingress.ProxyHeaders;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Takes the word of proxies in the settings, and of nobody else, on who calls, by which scheme, and
 * for which host.
 */
final class ProxyValve extends ValveBase {
  private static final int HTTPS_PORT = 443;

  private final Networks proxies;
  private final ProxyHeaders headers;

  ProxyValve(Networks proxies, ProxyHeaders headers) {
    super(true);
    this.proxies = proxies;
    this.headers = headers;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String peer = request.getRemoteAddr();
    if (proxies.contains(peer)) {
      take(forwarding(request), peer, request);
    }
    getNext().invoke(request, response);
  }

  private Forwarding forwarding(Request request) {
    return switch (headers) {
      case X_FORWARDED ->
          Forwarding.of(
              all(request, "X-Forwarded-For"),
              all(request, "X-Forwarded-Proto"),
              all(request, "X-Forwarded-Host"));
      case FORWARDED -> Forwarding.of(all(request, "Forwarded"));
    };
  }

  private static List<String> all(Request request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  private void take(Forwarding said, String peer, Request request) {
    String client = said.client(peer, proxies);
    request.setRemoteAddr(client);
    request.setRemoteHost(client);
    var connection = request.getCoyoteRequest();
    if (said.host() != null) {
      connection.serverName().setString(said.host());
    }
    if (Boolean.TRUE.equals(said.https())) {
      request.setSecure(true);
      connection.scheme().setString("https");
      connection.setServerPort(HTTPS_PORT);
    }
  }
}
