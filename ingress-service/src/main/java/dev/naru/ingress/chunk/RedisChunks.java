package dev.naru.ingress.chunk;

import dev.naru.ingress.view.RedisLink;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the streams of chunks; nobody blocks a connection. */
final class RedisChunks implements Chunks {
  private static final Logger log = LoggerFactory.getLogger(RedisChunks.class);

  private final RedisLink link;
  private final ChunkSignals signals;

  RedisChunks(RedisLink link, ChunkSignals signals) {
    this.link = link;
    this.signals = signals;
  }

  @Override
  public List<Chunk> after(int partition, UUID queryId, @Nullable String after, int most) {
    String key = new ViewKeys(partition).chunks(queryId);
    Boundary<String> from = after == null ? Boundary.unbounded() : Boundary.excluding(after);
    Range<String> range = Range.from(from, Boundary.unbounded());
    return link.call(redis -> redis.async().xrange(key, range, Limit.from(most))).stream()
        .flatMap(entry -> read(queryId, entry))
        .toList();
  }

  private static Stream<Chunk> read(UUID queryId, StreamMessage<String, String> entry) {
    Map<String, String> fields = entry.getBody();
    try {
      int attempt = Integer.parseInt(fields.getOrDefault("attempt", ""));
      int index = Integer.parseInt(fields.getOrDefault("index", ""));
      String data = Objects.requireNonNull(fields.get("data"), "data");
      return Stream.of(new Chunk(entry.getId(), attempt, index, data));
    } catch (NumberFormatException | NullPointerException e) {
      log.warn("A chunk cannot be read and is left out: queryId={} id={}", queryId, entry.getId());
      return Stream.empty();
    }
  }

  @Override
  public Listening listen(UUID queryId, Runnable grown) {
    return signals.listen(queryId, grown);
  }
}
