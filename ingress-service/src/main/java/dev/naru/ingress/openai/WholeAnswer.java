package dev.naru.ingress.openai;

import dev.naru.ingress.chunk.Chunks.Listening;
import dev.naru.ingress.view.QueryRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An answer that comes as a whole: until then, the caller hears nothing. */
final class WholeAnswer implements Progress {
  private final HttpServletResponse response;

  WholeAnswer(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public void isIn(UUID sessionId) {}

  @Override
  public void waits(@Nullable Long position, @Nullable Long eta) {}

  @Override
  public Listening asked(int partition, UUID queryId, Vigil vigil) {
    return () -> {};
  }

  @Override
  public void runs(QueryRecord query) {}

  @Override
  public boolean hasBegun() {
    return false;
  }

  void finish(QueryRecord query, Shapes shapes, Timing timing) throws IOException {
    DoorHeaders.timing(response, query, timing);
    JsonAnswers.write(response, 200, shapes.completion(resultOf(query)));
  }

  /** JSON. */
  static String resultOf(QueryRecord query) {
    String result = query.result();
    return result == null ? "null" : result;
  }
}
