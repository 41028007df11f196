package dev.naru.query.upstream;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.PoolSettings;
import java.time.InstantSource;
import java.util.Objects;

/** Makes the upstream that a pool's settings ask for. */
public final class Upstreams {
  private Upstreams() {}

  /** Throws {@link InvalidSettingException} for a kind that this version does not have. */
  public static Upstream of(PoolSettings pool, InstantSource clock) {
    return switch (pool.upstream().kind()) {
      case ECHO -> new EchoUpstream();
      case HTTP ->
          new HttpUpstream(
              Objects.requireNonNull(pool.upstream().url(), "checked by the settings"),
              pool.maxResult().bytes(),
              clock);
      case OPENAI ->
          throw new InvalidSettingException(
              "upstream.kind", "echo or http in this version", "openai");
    };
  }
}
