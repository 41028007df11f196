package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the OpenAI door. A component that is not given takes its default.
 *
 * @param maxWait how long a call may wait, in the line and for a slot, 1 s to 24 h, default 60 s
 * @param rooms what is otherwise in some rooms, by their names
 */
@ConfigurationProperties("naru.openai")
public record OpenAiSettings(Duration maxWait, Map<String, OfRoom> rooms) {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofHours(24);

  public OpenAiSettings {
    maxWait = maxWait == null ? Duration.ofSeconds(60) : maxWait;
    rooms = rooms == null ? Map.of() : Map.copyOf(rooms);
    require("naru.openai.max-wait", maxWait);
    rooms.forEach((room, own) -> require("naru.openai.rooms." + room + ".max-wait", own.maxWait));
  }

  private static void require(String key, @Nullable Duration wait) {
    if (wait != null && (wait.compareTo(LEAST) < 0 || wait.compareTo(MOST) > 0)) {
      throw new InvalidSettingException(key, "a duration from PT1S to PT24H", wait);
    }
  }

  /** How long a call may wait in that room. */
  public Duration maxWaitIn(String room) {
    OfRoom own = rooms.get(room);
    Duration wait = own == null ? null : own.maxWait();
    return wait == null ? maxWait : wait;
  }

  /** What is otherwise in one room; null is as everywhere. */
  public record OfRoom(@Nullable Duration maxWait) {}
}
