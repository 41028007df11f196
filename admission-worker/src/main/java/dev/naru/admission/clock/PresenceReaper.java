package dev.naru.admission.clock;

import dev.naru.admission.loop.CommandSender;
import dev.naru.admission.loop.LoopStatus;
import dev.naru.model.EndReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns silence into {@code ExpireSessions} commands: it reads when each session was heard of last,
 * and changes nothing. The decider looks again whether it is so. Belongs to one thread.
 */
public final class PresenceReaper {
  private static final Logger LOG = LoggerFactory.getLogger(PresenceReaper.class);
  private static final int MOST = ExpireSessions.MOST_SESSIONS;
  private static final long NOT_AGAIN_MILLIS = 10_000;

  private final Supplier<StatefulRedisConnection<String, String>> redis;
  private final CommandSender sender;
  private final InstantSource clock;
  private final SilenceClock silence;

  /** Whom a command named lately: it is on its way, or the decider knows better. */
  private final Map<UUID, Long> named = new HashMap<>();

  public PresenceReaper(
      Supplier<StatefulRedisConnection<String, String>> redis,
      CommandSender sender,
      InstantSource clock) {
    this.redis = redis;
    this.sender = sender;
    this.clock = clock;
    this.silence = new SilenceClock(clock.millis());
  }

  /**
   * Looks once at all rooms of a partition; Redis being away is a gap, after which everyone is
   * present again.
   */
  public void reap(int partition, LoopStatus status) {
    try {
      RedisCommands<String, String> commands = redis.get().sync();
      long now = clock.millis();
      named.values().removeIf(at -> now - at > NOT_AGAIN_MILLIS);
      long since = silence.look(now, ingresses(commands, now));
      for (Map.Entry<String, LoopStatus.RoomFigures> room : status.rooms().entrySet()) {
        RoomLook look = new RoomLook(commands, partition, room.getKey(), now, since);
        look.expire(room.getValue().settings());
      }
    } catch (RuntimeException e) {
      LOG.debug("Silence cannot be looked at and does not count meanwhile", e);
    }
  }

  private static Map<String, Long> ingresses(RedisCommands<String, String> commands, long now) {
    Map<String, Long> alive = new HashMap<>();
    commands
        .hgetall(ViewKeys.INGRESSES)
        .forEach(
            (instance, last) -> {
              if (SilenceClock.isForgotten(now, Long.parseLong(last))) {
                commands.hdel(ViewKeys.INGRESSES, instance);
              } else {
                alive.put(instance, Long.parseLong(last));
              }
            });
    return alive;
  }

  /** One look at one room. */
  private final class RoomLook {
    private final RedisCommands<String, String> commands;
    private final ViewKeys keys;
    private final int partition;
    private final String room;
    private final long now;
    private final long since;

    private RoomLook(
        RedisCommands<String, String> commands, int partition, String room, long now, long since) {
      this.commands = commands;
      this.keys = new ViewKeys(partition);
      this.partition = partition;
      this.room = room;
      this.now = now;
      this.since = since;
    }

    private void expire(RoomSettings settings) {
      String generation = commands.hget(keys.head(), ViewFields.GENERATION);
      if (generation == null) {
        return;
      }
      String prefix = keys.generation(Long.parseLong(generation));
      List<UUID> abandoned = new ArrayList<>();
      List<UUID> idle = new ArrayList<>();
      Duration shortest = min(settings.abandonTimeout(), settings.idleTimeout());
      if (now - since > shortest.toMillis()) {
        for (String id : silentFor(shortest)) {
          Double place = commands.zscore(prefix + ViewKeys.line(room), id);
          Duration allowed = place == null ? settings.idleTimeout() : settings.abandonTimeout();
          add(id, allowed, place == null ? idle : abandoned);
        }
      }
      send(EndReason.ABANDONED, abandoned);
      send(EndReason.IDLE, idle);
      if (!settings.claimTimeout().isZero() && now - since > settings.claimTimeout().toMillis()) {
        send(EndReason.NO_SHOW, unclaimed(prefix, settings.claimTimeout()));
      }
    }

    private List<String> silentFor(Duration timeout) {
      return commands.zrangebyscore(
          keys.presence(room), Range.create(0, now - timeout.toMillis()), Limit.from(MOST));
    }

    private void add(String id, Duration allowed, List<UUID> silent) {
      Double heard = commands.zscore(keys.presence(room), id);
      if (heard != null && now - heard.longValue() > allowed.toMillis()) {
        addUnlessNamed(id, silent);
      }
    }

    private List<UUID> unclaimed(String prefix, Duration timeout) {
      List<UUID> unclaimed = new ArrayList<>();
      String active = prefix + ViewKeys.active(room);
      for (String id :
          commands.zrangebyscore(
              active, Range.create(0, now - timeout.toMillis()), Limit.from(MOST))) {
        Double admitted = commands.zscore(active, id);
        Double heard = commands.zscore(keys.presence(room), id);
        if (admitted != null && (heard == null || heard <= admitted)) {
          addUnlessNamed(id, unclaimed);
        }
      }
      return unclaimed;
    }

    private void addUnlessNamed(String id, List<UUID> silent) {
      UUID sessionId = uuid(id);
      if (sessionId != null && named.putIfAbsent(sessionId, now) == null) {
        silent.add(sessionId);
      }
    }

    private void send(EndReason reason, List<UUID> silent) {
      if (!silent.isEmpty()) {
        var unused = sender.send(partition, new ExpireSessions(room, reason, silent));
      }
    }
  }

  private static @Nullable UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
