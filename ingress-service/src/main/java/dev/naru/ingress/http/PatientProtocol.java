package dev.naru.ingress.http;

import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat speaks it, with an end to its patience. Tomcat's time-out counts from the last
 * byte: who sends one now and then could hold a connection for ever without a request. Public for
 * Tomcat, which makes it by its name.
 */
public final class PatientProtocol extends Http11NioProtocol {

  /** Closes the connections on which the head of a request has been coming for too long. */
  void endSlowHeads(Duration patience) {
    long now = System.nanoTime();
    for (SocketWrapperBase<?> connection : getEndpoint().getConnections()) {
      if (isSlow(connection.getCurrentProcessor(), now, patience)) {
        connection.close();
      }
    }
  }

  /**
   * A processor stays with its connection while a head is not whole, or an answer is asynchronous;
   * a request that is being answered has its processor to itself, and an idle connection has none.
   */
  private static boolean isSlow(Object processor, long now, Duration patience) {
    if (!(processor instanceof Processor http) || http.isAsync()) {
      return false;
    }
    Request request = http.getRequest();
    if (request == null) {
      return false; // of another protocol by now, such as a WebSocket
    }
    long begun = request.getStartTimeNanos();
    return begun >= 0 && now - begun > patience.toNanos();
  }
}
