package dev.naru.query.upstream;

import dev.naru.model.PoolSettings;
import dev.naru.model.UpstreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Makes the upstreams that the pools' settings ask for. Where they are is said there alone: nothing
 * that a client sends has a part in it.
 */
public final class Upstreams {
  private final ApiKeys keys;
  private final MeterRegistry meters;
  private final InstantSource clock;

  public Upstreams(ApiKeys keys, MeterRegistry meters, InstantSource clock) {
    this.keys = keys;
    this.meters = meters;
    this.clock = clock;
  }

  /** Throws {@link dev.naru.model.InvalidSettingException} for a key that is not there. */
  public Upstream of(String name, PoolSettings pool) {
    UpstreamSettings upstream = pool.upstream();
    long maxResult = pool.maxResult().bytes();
    return switch (upstream.kind()) {
      case ECHO -> new EchoUpstream();
      case HTTP -> new HttpUpstream(url(upstream), maxResult, Patience.of(upstream), clock);
      case OPENAI ->
          new OpenAiUpstream(
              upstream,
              keys.of(name, upstream),
              maxResult,
              new UpstreamMetrics(meters, name),
              clock);
    };
  }

  private static URI url(UpstreamSettings upstream) {
    return Objects.requireNonNull(upstream.url(), "checked by the settings");
  }
}
