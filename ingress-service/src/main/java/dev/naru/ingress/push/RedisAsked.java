package dev.naru.ingress.push;

import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lists of what was asked, each a stream of its own. */
final class RedisAsked implements Asked {
  private static final long KEPT_SECONDS = Duration.ofDays(1).toSeconds();
  private static final int MOST_KEPT = 200;
  private static final String QUERY = "query";
  private static final Logger log = LoggerFactory.getLogger(RedisAsked.class);

  private final RedisLink link;

  RedisAsked(RedisLink link) {
    this.link = link;
  }

  @Override
  public void note(int partition, UUID sessionId, UUID queryId) {
    String key = new ViewKeys(partition).asked(sessionId);
    XAddArgs bounded = XAddArgs.Builder.maxlen(MOST_KEPT).approximateTrimming();
    try {
      var begun =
          link.begin(
              redis -> {
                RedisAsyncCommands<String, String> commands = redis.async();
                var added = commands.xadd(key, bounded, Map.of(QUERY, queryId.toString()));
                return added.thenCombine(commands.expire(key, KEPT_SECONDS), (id, kept) -> id);
              });
      var unused = begun.exceptionally(failure -> missed(queryId, failure));
    } catch (ViewAwayException e) {
      missed(queryId, e);
    }
  }

  private static String missed(UUID queryId, Throwable failure) {
    log.debug("A push that begins later will not know of a query: queryId={}", queryId, failure);
    return "";
  }

  @Override
  public List<Entry> latest(int partition, UUID sessionId, int most) {
    String key = new ViewKeys(partition).asked(sessionId);
    return link
        .call(redis -> redis.async().xrevrange(key, Range.unbounded(), Limit.from(most)))
        .reversed()
        .stream()
        .map(entry -> new Entry(entry.getId(), UUID.fromString(entry.getBody().get(QUERY))))
        .toList();
  }
}
