package dev.naru.ingress.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Hangs up on who was told that the content came too slowly: Tomcat would pass the rest of it over,
 * as slowly as it comes.
 */
final class SlowContentValve extends ValveBase {

  SlowContentValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
      response.flushBuffer();
      request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
