package dev.naru.standalone;

import dev.naru.model.InvalidSettingException;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of the standalone, under {@code naru.standalone}. What is not given takes its default.
 *
 * @param warmUp how long the services rehearse before Naru says that it is ready, 0 (not at all) to
 *     1 min, default 5 s
 */
record StandaloneSettings(Duration warmUp) {
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  static final StandaloneSettings DEFAULT = new StandaloneSettings(WARM_UP);

  StandaloneSettings {
    warmUp = Objects.requireNonNullElse(warmUp, WARM_UP);
    if (warmUp.isNegative() || warmUp.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new InvalidSettingException("warm-up", "a duration from 0s to 1m", warmUp);
    }
  }
}
