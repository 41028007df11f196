package dev.naru.ingress.openai;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Attaches the connection to the calls of the door: servlets are not shown it. */
final class ConnectionValve extends ValveBase {

  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getRequestURI().startsWith(OpenAiController.PREFIX)) {
      CallerConnection.attach(request);
    }
    getNext().invoke(request, response);
  }
}
