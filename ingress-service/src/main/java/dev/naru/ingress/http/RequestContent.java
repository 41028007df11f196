package dev.naru.ingress.http;

import dev.naru.ingress.limit.TimedContent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Reads a request's content, and stops as soon as it is too large or too slow. */
final class RequestContent {
  private RequestContent() {}

  static byte[] read(HttpServletRequest request, int most) {
    long length = request.getContentLengthLong();
    if (length > most) {
      throw Problems.tooLarge(most);
    }
    byte[] bytes = read(request, length, most);
    if (bytes.length > most) {
      throw Problems.tooLarge(most);
    }
    return bytes;
  }

  private static byte[] read(HttpServletRequest request, long length, int most) {
    try (InputStream content = request.getInputStream()) {
      return TimedContent.of(content, request.getAttribute(TimedContent.PATIENCE))
          .read(length, most);
    } catch (SocketTimeoutException e) {
      throw Problems.tooSlow();
    } catch (EOFException e) {
      throw Problems.malformed("The content ended before its announced length");
    } catch (IOException e) {
      throw Problems.malformed("The content cannot be read to its end");
    }
  }
}
