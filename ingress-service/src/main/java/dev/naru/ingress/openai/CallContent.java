package dev.naru.ingress.openai;

import dev.naru.ingress.limit.TimedContent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a call's content, and stops as soon as it is too large. */
final class CallContent {
  private CallContent() {}

  static byte[] read(HttpServletRequest request, int most) {
    requireJson(request.getContentType());
    if (request.getContentLengthLong() > most) {
      throw DoorErrors.tooLarge(most);
    }
    try {
      byte[] content =
          TimedContent.of(request.getInputStream(), request.getAttribute(TimedContent.PATIENCE))
              .read(request.getContentLengthLong(), most);
      if (content.length > most) {
        throw DoorErrors.tooLarge(most);
      }
      return content;
    } catch (SocketTimeoutException e) {
      throw DoorErrors.tooSlow();
    } catch (IOException e) {
      throw DoorErrors.notJson("it cannot be read to its end");
    }
  }

  private static void requireJson(String type) {
    try {
      if (type == null || !MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type))) {
        throw DoorErrors.notOfJson();
      }
    } catch (InvalidMediaTypeException e) {
      throw DoorErrors.notOfJson();
    }
  }
}
