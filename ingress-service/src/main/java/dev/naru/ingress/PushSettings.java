package dev.naru.ingress;

import dev.naru.ingress.key.Rate;
import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of pushes and sockets. A component that is not given takes its default.
 *
 * @param perSession how many of them one session may have open at one ingress, 1 to 1,000, default
 *     5
 * @param frames how many frames a client may send on its socket, such as {@code 20/s}, the default
 * @param ping after how long without a word a client is pinged on its socket, 1 s to 1 min, default
 *     15 s; it is let go after 8/3 of that
 */
@ConfigurationProperties("naru.pushes")
public record PushSettings(Integer perSession, String frames, Duration ping) {
  private static final int PER_SESSION = 5;
  private static final int MOST_PER_SESSION = 1_000;
  private static final String FRAMES = "20/s";
  private static final Duration PING = Duration.ofSeconds(15);
  private static final Duration LEAST_PING = Duration.ofSeconds(1);
  private static final Duration MOST_PING = Duration.ofMinutes(1);

  public PushSettings {
    perSession = perSession == null ? PER_SESSION : perSession;
    frames = frames == null ? FRAMES : frames;
    ping = ping == null ? PING : ping;
    if (perSession < 1 || perSession > MOST_PER_SESSION) {
      throw new InvalidSettingException(
          "naru.pushes.per-session", "a whole number from 1 to " + MOST_PER_SESSION, perSession);
    }
    rate(frames);
    if (ping.compareTo(LEAST_PING) < 0 || ping.compareTo(MOST_PING) > 0) {
      throw new InvalidSettingException("naru.pushes.ping", "a duration from PT1S to PT1M", ping);
    }
  }

  private static Rate rate(String frames) {
    try {
      return Rate.parse(frames);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("naru.pushes.frames", "a rate such as 20/s", frames);
    }
  }

  /** What {@link #frames} says. */
  public Rate frameRate() {
    return rate(frames);
  }
}
