package dev.naru.ingress.presence;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Redis who was heard of, and that this ingress lives. Only times of sessions that are known
 * there move, and only forward: whoever has ended does not come back.
 */
final class PresenceFlusher {
  private static final int BATCH = 1_000;
  private static final ZAddArgs KNOWN_AND_LATER = ZAddArgs.Builder.xx().gt();
  private static final Logger log = LoggerFactory.getLogger(PresenceFlusher.class);

  private final PresenceBook book;
  private final RedisLink link;
  private final Rooms rooms;
  private final String instance;
  private final Clock clock;

  PresenceFlusher(PresenceBook book, RedisLink link, Rooms rooms, String instance, Clock clock) {
    this.book = book;
    this.link = link;
    this.rooms = rooms;
    this.instance = instance;
    this.clock = clock;
  }

  void flush() {
    book.take().forEach(this::tell);
    signOfLife();
  }

  private void tell(String room, Map<UUID, Long> heard) {
    try {
      Partition partition = rooms.partition(room).orElse(null);
      if (partition == null) {
        return; // a token of a room that is no more
      }
      String key = new ViewKeys(partition.number()).presence(room);
      List<ScoredValue<String>> batch = new ArrayList<>(Math.min(BATCH, heard.size()));
      for (Map.Entry<UUID, Long> entry : heard.entrySet()) {
        batch.add(ScoredValue.just(entry.getValue(), entry.getKey().toString()));
        if (batch.size() == BATCH) {
          send(key, batch);
          batch.clear();
        }
      }
      send(key, batch);
    } catch (ViewAwayException e) {
      book.putBack(room, heard);
    }
  }

  private void send(String key, List<ScoredValue<String>> batch) {
    if (!batch.isEmpty()) {
      ScoredValue<String>[] values = values(batch);
      Long moved = link.call(redis -> redis.async().zadd(key, KNOWN_AND_LATER, values));
      log.trace("Presence told: key={} sessions={} new={}", key, values.length, moved);
    }
  }

  @SuppressWarnings("unchecked") // an array of generics cannot be made otherwise
  private static ScoredValue<String>[] values(List<ScoredValue<String>> batch) {
    return batch.toArray(ScoredValue[]::new);
  }

  private void signOfLife() {
    try {
      String now = Long.toString(clock.millis());
      Boolean first = link.call(redis -> redis.async().hset(ViewKeys.INGRESSES, instance, now));
      log.trace("Sign of life given: instance={} first={}", instance, first);
    } catch (ViewAwayException e) {
      // the next one comes in a second; silence of more than 5 s makes everyone present
    }
  }

  /** A clean end: nobody has to wait for this ingress. */
  void leave() {
    try {
      Long left = link.call(redis -> redis.async().hdel(ViewKeys.INGRESSES, instance));
      log.trace("Left: instance={} known={}", instance, left);
    } catch (ViewAwayException e) {
      log.warn("Redis could not be told that this ingress ends: instance={}", instance);
    }
  }
}
