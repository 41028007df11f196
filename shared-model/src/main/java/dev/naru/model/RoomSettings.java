package dev.naru.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a waiting room. A component that is not given takes its default.
 *
 * @param capacity active sessions, 0 to 1,000,000, default 20
 * @param maxWaiting length of the line, default 100,000
 * @param sessionTtl longest stay once active, default 30 min
 * @param idleTimeout how long an active session may be silent, default 10 min
 * @param abandonTimeout how long a waiting session may be silent, default 10 min
 * @param claimTimeout how long an admitted session may go unseen, 0 (the default) is off
 * @param admissionRate at most so many admissions in a window; null is no limit
 * @param identity who supplies the user key, default {@code open}
 * @param pools names of the pools that the room's queries may use, the first by default
 * @param queries limits of the room's queries
 * @param page how its waiting page looks; null is as nothing were set
 * @param schedule when it opens and closes; null is always open
 */
public record RoomSettings(
    Integer capacity,
    Integer maxWaiting,
    Duration sessionTtl,
    Duration idleTimeout,
    Duration abandonTimeout,
    Duration claimTimeout,
    @Nullable AdmissionRate admissionRate,
    IdentityMode identity,
    List<String> pools,
    QueryLimits queries,
    @Nullable PageSettings page,
    @Nullable ScheduleSettings schedule) {
  private static final Duration MOST = Duration.ofDays(365);

  public RoomSettings {
    capacity = Settings.orDefault(capacity, 20);
    maxWaiting = Settings.orDefault(maxWaiting, 100_000);
    sessionTtl = Settings.orDefault(sessionTtl, Duration.ofMinutes(30));
    idleTimeout = Settings.orDefault(idleTimeout, Duration.ofMinutes(10));
    abandonTimeout = Settings.orDefault(abandonTimeout, Duration.ofMinutes(10));
    claimTimeout = Settings.orDefault(claimTimeout, Duration.ZERO);
    identity = Settings.orDefault(identity, IdentityMode.OPEN);
    pools = List.copyOf(Settings.orDefault(pools, List.of("default")));
    queries = Settings.orDefault(queries, QueryLimits.DEFAULT);
    Settings.requireBetween("capacity", capacity, 0, 1_000_000);
    Settings.requireBetween("max-waiting", maxWaiting, 0, 10_000_000);
    Settings.requireBetween("session-ttl", sessionTtl, Duration.ofMillis(1), MOST);
    Settings.requireBetween("idle-timeout", idleTimeout, Duration.ofSeconds(1), MOST);
    Settings.requireBetween("abandon-timeout", abandonTimeout, Duration.ofSeconds(1), MOST);
    Settings.requireBetween("claim-timeout", claimTimeout, Duration.ZERO, MOST);
    if (pools.isEmpty()) {
      throw new InvalidSettingException("pools", "a list of at least one pool", pools);
    }
  }

  /** All defaults. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static RoomSettings defaults() {
    return plain(null, null, null, null, null, null, null, null, null, null);
  }

  /** Settings with each component that every room has. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static RoomSettings plain(
      @Nullable Integer capacity,
      @Nullable Integer maxWaiting,
      @Nullable Duration sessionTtl,
      @Nullable Duration idleTimeout,
      @Nullable Duration abandonTimeout,
      @Nullable Duration claimTimeout,
      @Nullable AdmissionRate admissionRate,
      @Nullable IdentityMode identity,
      @Nullable List<String> pools,
      @Nullable QueryLimits queries) {
    return new RoomSettings(
        capacity,
        maxWaiting,
        sessionTtl,
        idleTimeout,
        abandonTimeout,
        claimTimeout,
        admissionRate,
        identity,
        pools,
        queries,
        null,
        null);
  }

  public RoomSettings withCapacity(int newCapacity) {
    return new RoomSettings(
        newCapacity,
        maxWaiting,
        sessionTtl,
        idleTimeout,
        abandonTimeout,
        claimTimeout,
        admissionRate,
        identity,
        pools,
        queries,
        page,
        schedule);
  }

  public RoomSettings withPage(@Nullable PageSettings newPage) {
    return new RoomSettings(
        capacity,
        maxWaiting,
        sessionTtl,
        idleTimeout,
        abandonTimeout,
        claimTimeout,
        admissionRate,
        identity,
        pools,
        queries,
        newPage,
        schedule);
  }

  public RoomSettings withSchedule(@Nullable ScheduleSettings newSchedule) {
    return new RoomSettings(
        capacity,
        maxWaiting,
        sessionTtl,
        idleTimeout,
        abandonTimeout,
        claimTimeout,
        admissionRate,
        identity,
        pools,
        queries,
        page,
        newSchedule);
  }
}
