package dev.naru.ingress.view;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a partition's {@link Stamps} up to date: by its view's channel, and twice a second by a
 * look at the head, in case a message went astray. Also makes the connections in the first place.
 */
public final class StampFollower extends RedisPubSubAdapter<String, String> {
  static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration FRESH = Duration.ofSeconds(3);
  private static final Logger log = LoggerFactory.getLogger(StampFollower.class);

  private final RedisLink link;
  private final View view;
  private final String channel;
  private final Stamps stamps;
  private volatile long lastSeen = System.nanoTime() - FRESH.toNanos();
  private volatile boolean seen;

  StampFollower(RedisLink link, View view, String channel, Stamps stamps) {
    this.link = link;
    this.view = view;
    this.channel = channel;
    this.stamps = stamps;
  }

  void look() {
    stamps.endOverdue();
    try {
      link.connect(channel, this);
      stamps.advance(view.head());
      lastSeen = System.nanoTime();
      report(true, "");
    } catch (ViewAwayException e) {
      report(false, String.valueOf(e.getMessage()));
    }
  }

  /** Whether the view was there within the last 3 s. */
  public boolean hasSeenView() {
    return System.nanoTime() - lastSeen < FRESH.toNanos();
  }

  @Override
  public void message(String from, String message) {
    if (!from.equals(channel)) {
      return;
    }
    String[] parts = message.split(":", 3);
    try {
      stamps.advance(new Head(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      log.warn("A stamp of the view cannot be read; the next look at the head makes up for it", e);
    }
  }

  private void report(boolean there, String why) {
    if (there != seen) {
      seen = there;
      if (there) {
        log.info(
            "The view is there; sessions and queries can be read: channel={} offset={}",
            channel,
            stamps.current().offset());
      } else {
        log.warn(
            "The view is away; reads are answered with 503, joins go on: channel={} {}",
            channel,
            why);
      }
    }
  }
}
