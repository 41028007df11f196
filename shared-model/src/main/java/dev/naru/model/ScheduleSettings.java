package dev.naru.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a room opens and closes, and how large it is. A component that is not given takes its
 * default.
 *
 * @param opensAt when it opens; null if by {@code hours}, or if it has no opening times
 * @param closesAt when it closes after that; null is never
 * @param preQueue how long before an opening joins are taken, 0 (the default) to 7 d
 * @param order in which those stand who came before the opening, default {@code fifo}
 * @param atClose what becomes of those who wait then, default {@code close}
 * @param hours when it is open each week; null if by {@code opensAt}
 * @param zone of {@code hours}, such as {@code Asia/Seoul}
 * @param capacity other capacities from their moments on, at most 100; null is none
 */
public record ScheduleSettings(
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    Duration preQueue,
    LineOrder order,
    AtClose atClose,
    @Nullable List<OpeningHours> hours,
    @Nullable String zone,
    @Nullable List<TimedCapacity> capacity) {
  private static final int MOST = 100;

  public ScheduleSettings {
    preQueue = Settings.orDefault(preQueue, Duration.ZERO);
    order = Settings.orDefault(order, LineOrder.FIFO);
    atClose = Settings.orDefault(atClose, AtClose.CLOSE);
    hours = copyOrNull(hours);
    capacity = copyOrNull(capacity);
    if (capacity != null) {
      capacity = capacity.stream().sorted(Comparator.comparing(TimedCapacity::at)).toList();
    }
    Settings.requireBetween("schedule.pre-queue", preQueue, Duration.ZERO, Duration.ofDays(7));
    requireOpening(opensAt, closesAt, hours, capacity);
    requireZone(hours, zone);
    if (order == LineOrder.LOTTERY && (preQueue.toMillis() == 0 || noOpening(opensAt, hours))) {
      throw new InvalidSettingException(
          "schedule.order", "fifo where nobody can come before an opening", order);
    }
  }

  private static <T> @Nullable List<T> copyOrNull(@Nullable List<T> given) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    Settings.requireBetween("the length of a schedule's list", given.size(), 1, MOST);
    return List.copyOf(given);
  }

  private static void requireOpening(
      @Nullable Instant opensAt,
      @Nullable Instant closesAt,
      @Nullable List<OpeningHours> hours,
      @Nullable List<TimedCapacity> capacity) {
    if (opensAt != null && hours != null) {
      throw new InvalidSettingException("schedule.hours", "absent beside opens-at", hours);
    }
    if (noOpening(opensAt, hours) && capacity == null) {
      throw new InvalidSettingException(
          "schedule", "one with opens-at, hours or capacity", "one without");
    }
    if (closesAt != null && (opensAt == null || !closesAt.isAfter(opensAt))) {
      throw new InvalidSettingException("schedule.closes-at", "after opens-at", closesAt);
    }
  }

  private static boolean noOpening(@Nullable Instant opensAt, @Nullable List<OpeningHours> hours) {
    return opensAt == null && hours == null;
  }

  private static void requireZone(@Nullable List<OpeningHours> hours, @Nullable String zone) {
    if (hours == null && zone == null) {
      return;
    }
    try {
      if (zone != null && !ZoneId.of(zone).getId().isEmpty()) {
        return;
      }
    } catch (DateTimeException e) {
      throw new InvalidSettingException("schedule.zone", "a time zone such as Asia/Seoul", zone);
    }
    throw new InvalidSettingException(
        "schedule.zone", "the time zone of hours, such as Asia/Seoul", "missing");
  }

  /** A room that opens once. */
  @SuppressWarnings("NullAway") // a component that is not given takes its default
  public static ScheduleSettings once(
      Instant opensAt, @Nullable Instant closesAt, Duration preQueue, LineOrder order) {
    return new ScheduleSettings(opensAt, closesAt, preQueue, order, null, null, null, null);
  }

  /** Whether the order of those who come before an opening is drawn. */
  public boolean draws() {
    return order == LineOrder.LOTTERY;
  }
}
