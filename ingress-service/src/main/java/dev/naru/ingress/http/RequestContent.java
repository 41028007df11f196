package dev.naru.ingress.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a request's content, and stops as soon as it is too large. */
final class RequestContent {
  private static final int FIRST_BYTES = 512;

  private RequestContent() {}

  static byte[] read(HttpServletRequest request, int most) {
    long length = request.getContentLengthLong();
    if (length > most) {
      throw Problems.tooLarge(most);
    }
    try (InputStream content = request.getInputStream()) {
      return length >= 0 ? exactly(content, (int) length) : counted(content, most);
    } catch (EOFException e) {
      throw Problems.malformed("The content ended before its announced length");
    } catch (IOException e) {
      throw Problems.malformed("The content cannot be read to its end");
    }
  }

  private static byte[] exactly(InputStream content, int length) throws IOException {
    byte[] bytes = content.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static byte[] counted(InputStream content, int most) throws IOException {
    byte[] bytes = new byte[Math.min(FIRST_BYTES, most + 1)];
    int filled = 0;
    int read = 0;
    while (read >= 0) {
      filled += read;
      if (filled > most) {
        throw Problems.tooLarge(most);
      }
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, most + 1));
      }
      read = content.read(bytes, filled, bytes.length - filled);
    }
    return Arrays.copyOf(bytes, filled);
  }
}
