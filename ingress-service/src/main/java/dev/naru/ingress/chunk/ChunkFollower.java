package dev.naru.ingress.chunk;

import dev.naru.ingress.view.RedisLink;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the channel of one partition, for everybody who waits for chunks of its queries. */
final class ChunkFollower extends RedisPubSubAdapter<String, String> {
  private static final Logger log = LoggerFactory.getLogger(ChunkFollower.class);

  private final RedisLink link;
  private final String channel;
  private final ChunkSignals signals;

  ChunkFollower(RedisLink link, String channel, ChunkSignals signals) {
    this.link = link;
    this.channel = channel;
    this.signals = signals;
  }

  /** Subscribes if that has not been done; Lettuce subscribes again after a reconnect. */
  void subscribe() {
    link.connect(channel, this);
  }

  @Override
  public void subscribed(String to, long count) {
    if (to.equals(channel)) {
      signals.missed();
    }
  }

  @Override
  public void message(String from, String message) {
    if (!from.equals(channel)) {
      return;
    }
    try {
      signals.grown(UUID.fromString(message));
    } catch (IllegalArgumentException e) {
      log.warn("A message is no query's id; what it meant is sent late: channel={}", channel, e);
    }
  }
}
