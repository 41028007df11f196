package dev.naru.ingress.openai;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a caller who waits for an answer. Between the end of the request and its answer
 * Tomcat does not look at the socket, so nobody would notice a caller who hangs up: this looks, by
 * a read that does not wait. Belongs to the thread of its request.
 */
final class CallerConnection {
  private static final String ATTRIBUTE = CallerConnection.class.getName();

  private final @Nullable Request request;

  private CallerConnection(@Nullable Request request) {
    this.request = request;
  }

  /** Makes the connection known to whoever answers the request. */
  static void attach(org.apache.catalina.connector.Request request) {
    request.setAttribute(ATTRIBUTE, new CallerConnection(request.getCoyoteRequest()));
  }

  /** Returns the request's connection; of a caller who never hangs up if it was not attached. */
  static CallerConnection of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof CallerConnection connection
        ? connection
        : new CallerConnection(null);
  }

  /**
   * Whether the caller has closed the connection, as far as can be seen: not behind another
   * request. The content of this one must have been read.
   */
  boolean isGone() {
    return request != null && isReadable(request) && !hasMore(request);
  }

  /** Also when the read fails, as it does at the end of the stream. */
  private static boolean isReadable(Request request) {
    request.action(ActionCode.AVAILABLE, true);
    return request.getAvailable() > 0;
  }

  /** Whether the caller has sent another request behind this one: what was read of it is kept. */
  private static boolean hasMore(Request request) {
    return request.getInputBuffer() instanceof ApplicationBufferHandler input
        && input.getByteBuffer().hasRemaining();
  }
}
