package dev.naru.ingress.presence;

import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.RedisLink;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final String SCRIPT = read("tell.lua");
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
      ViewKeys keys = new ViewKeys(partition.number());
      List<String> batch = new ArrayList<>();
      for (Map.Entry<UUID, Long> entry : heard.entrySet()) {
        batch.add(entry.getKey().toString());
        batch.add(entry.getValue().toString());
        if (batch.size() == 2 * BATCH) {
          send(keys, room, batch);
          batch.clear();
        }
      }
      send(keys, room, batch);
    } catch (ViewAwayException e) {
      book.putBack(room, heard);
    }
  }

  private void send(ViewKeys keys, String room, List<String> batch) {
    if (batch.isEmpty()) {
      return;
    }
    String head = keys.head();
    List<String> arguments = new ArrayList<>(List.of(head.substring(0, head.lastIndexOf(':') + 1)));
    arguments.addAll(batch);
    String[] names = {keys.presence(room), head};
    Long known =
        link.call(
            redis ->
                redis
                    .async()
                    .<Long>eval(
                        SCRIPT, ScriptOutputType.INTEGER, names, arguments.toArray(String[]::new)));
    log.trace("Presence told: room={} sessions={} known={}", room, batch.size() / 2, known);
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

  private static String read(String script) {
    try (InputStream file = PresenceFlusher.class.getResourceAsStream(script)) {
      if (file == null) {
        throw new IllegalStateException("Expected script '" + script + "', but it is not packaged");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
