package dev.naru.ingress.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Hangs up on who sends too slowly, and gives pushes a way to do so. The servlet API ends an answer
 * by sending the rest of it first, which for a client that does not read would hold up a thread.
 */
final class HangUpValve extends ValveBase {
  /** Attribute of a request for events: a {@link Runnable} that closes the connection at once. */
  static final String HANG_UP = HangUpValve.class.getName();

  private static final String EVENTS = "/events";

  HangUpValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getRequestURI().endsWith(EVENTS)) {
      var connection = request.getCoyoteRequest();
      Runnable hangUp = () -> connection.action(ActionCode.CLOSE_NOW, null);
      request.setAttribute(HANG_UP, hangUp);
    }
    getNext().invoke(request, response);
    if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
      // the rest of the content would be passed over as slowly as it came
      response.flushBuffer();
      request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
