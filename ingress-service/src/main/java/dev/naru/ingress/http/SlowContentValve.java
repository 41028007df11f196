package dev.naru.ingress.http;

import dev.naru.ingress.limit.TimedContent;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Says how long the content of a request may take, for {@link TimedContent}, and hangs up on who
 * was told that the content came too slowly: Tomcat would pass the rest of it over, as slowly as it
 * comes.
 */
final class SlowContentValve extends ValveBase {

  private final Duration patience;

  SlowContentValve(Duration patience) {
    super(true);
    this.patience = patience;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(TimedContent.PATIENCE, patience);
    getNext().invoke(request, response);
    if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
      response.flushBuffer();
      request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
