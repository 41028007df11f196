package dev.naru.query.upstream;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer whose headers are there, and whose body is read while it comes. One reader's. */
final class HttpAnswer implements AutoCloseable {
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private static final long MOMENT_NANOS = 50_000_000;

  private final HttpResponse<PulledBody> response;
  private final Pace pace;

  HttpAnswer(HttpResponse<PulledBody> response, Pace pace) {
    this.response = response;
    this.pace = pace;
  }

  int status() {
    return response.statusCode();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /** Whether the body is a stream of server-sent events. */
  boolean isEvents() {
    return contentType().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** Whether nobody knows yet how long the body will be: it comes bit by bit. */
  boolean isOpenEnded() {
    return headers().firstValue("Content-Length").isEmpty();
  }

  /** The body's charset; UTF-8 if none is named, or none that is known. */
  Charset charset() {
    Matcher charset = CHARSET.matcher(contentType());
    try {
      return charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private String contentType() {
    return headers().firstValue("Content-Type").orElse("");
  }

  /**
   * Waits for the next piece of the body; null at its end.
   *
   * @throws SlowAnswerException if it did not come in time
   */
  byte @Nullable [] next() throws IOException, InterruptedException {
    Long left = pace.left();
    try {
      byte[] piece = left == null ? response.body().next() : response.body().next(left);
      pace.came();
      return piece;
    } catch (TimeoutException e) {
      throw pace.tooSlow();
    }
  }

  /**
   * For a reader who has all that it wants: waits a moment for the end, with which the connection
   * can be used again.
   */
  void settle() throws InterruptedException {
    try {
      var unused = response.body().next(MOMENT_NANOS);
    } catch (IOException | TimeoutException e) {
      // then it is closed
    }
  }

  /** Leaves the body; one that was not read to its end closes the connection. */
  @Override
  public void close() {
    response.body().leave();
  }
}
