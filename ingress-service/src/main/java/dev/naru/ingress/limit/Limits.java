package dev.naru.ingress.limit;

import dev.naru.ingress.LimitSettings;
import dev.naru.ingress.Networks;
import dev.naru.ingress.key.Buckets;
import dev.naru.ingress.key.Rate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one ingress takes from one address and from one user. Each method returns how long to wait
 * if it is too much, zero if it is not. Thread-safe.
 */
public final class Limits {
  private static final int MOST_BUCKETS = 100_000;

  private final Networks exempt;
  private final Limit addresses;
  private final Limit failures;
  private final Limit users;

  public Limits(LimitSettings settings, MeterRegistry registry) {
    this.exempt = settings.exemptNetworks();
    this.addresses = Limit.of("address", settings.addressRate(), registry);
    this.failures = Limit.of("failures", settings.failureRate(), registry);
    this.users = Limit.of("user", settings.userRate(), registry);
  }

  /** Takes a join, a transfer, or a push or socket that is opened. */
  public Duration takeOfAddress(String address) {
    return exempt.contains(address) ? Duration.ZERO : addresses.take(Addresses.caller(address));
  }

  /** Takes a join. */
  public Duration takeOfUser(String address, String room, String userKey) {
    return exempt.contains(address) ? Duration.ZERO : users.take(room + ":" + userKey);
  }

  /** Looks whether the address may still show what may be bad. */
  public Duration lookAtFailures(String address) {
    return exempt.contains(address) ? Duration.ZERO : failures.look(Addresses.caller(address));
  }

  /** Counts that the address showed a token, key or code that is none. */
  public void countFailure(String address) {
    if (!exempt.contains(address)) {
      Duration unused = failures.take(Addresses.caller(address));
    }
  }

  /** A rate, and who has used how much of it; null is no limit. */
  private record Limit(@Nullable Rate rate, Buckets buckets, Counter refused) {
    static Limit of(String name, @Nullable Rate rate, MeterRegistry registry) {
      Counter refused =
          Counter.builder("naru.limited")
              .description("Calls that were too many for one address or user")
              .tag("limit", name)
              .register(registry);
      return new Limit(rate, Buckets.of(MOST_BUCKETS), refused);
    }

    Duration take(String who) {
      return counted(rate == null ? Duration.ZERO : buckets.take(who, rate));
    }

    Duration look(String who) {
      return counted(rate == null ? Duration.ZERO : buckets.look(who));
    }

    private Duration counted(Duration wait) {
      if (!wait.isZero()) {
        refused.increment();
      }
      return wait;
    }
  }
}
