package dev.naru.admission.replay.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.naru.model.AdmissionRate;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings that are imagined in place of the recorded ones, from the span's beginning to its end;
 * what is null stays as recorded.
 *
 * @param room the room that changes, and is reported on; null for all
 * @param pool the pool that changes, and is reported on; null for all
 * @param capacity of the room, 1 or more
 * @param slots of the pool, 1 or more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsChanges(
    @Nullable String room,
    @Nullable String pool,
    @Nullable Integer capacity,
    @Nullable Integer slots,
    @Nullable Duration sessionTtl,
    @Nullable Duration idleTimeout,
    @Nullable Duration abandonTimeout,
    @Nullable AdmissionRate admissionRate) {
  public static final SettingsChanges NONE =
      new SettingsChanges(null, null, null, null, null, null, null, null);

  public SettingsChanges {
    if (capacity != null && capacity < 1) {
      throw new InvalidSettingException("capacity", "1 or more", capacity);
    }
    // their own rules, before anything is read
    var unused = apply(RoomSettings.defaults(), capacity, sessionTtl, idleTimeout, abandonTimeout);
    if (slots != null) {
      var unusedToo = PoolSettings.defaults().withSlots(slots, 1);
    }
  }

  /** The room's imagined settings. */
  RoomSettings of(String name, RoomSettings recorded) {
    return isAbout(name)
        ? apply(recorded, capacity, sessionTtl, idleTimeout, abandonTimeout)
        : recorded;
  }

  private RoomSettings apply(
      RoomSettings recorded,
      @Nullable Integer newCapacity,
      @Nullable Duration newTtl,
      @Nullable Duration newIdle,
      @Nullable Duration newAbandon) {
    return new RoomSettings(
        newCapacity == null ? recorded.capacity() : newCapacity,
        recorded.maxWaiting(),
        newTtl == null ? recorded.sessionTtl() : newTtl,
        newIdle == null ? recorded.idleTimeout() : newIdle,
        newAbandon == null ? recorded.abandonTimeout() : newAbandon,
        recorded.claimTimeout(),
        admissionRate == null ? recorded.admissionRate() : admissionRate,
        recorded.identity(),
        recorded.pools(),
        recorded.queries(),
        recorded.page(),
        recorded.schedule());
  }

  /** The pool's imagined settings. */
  PoolSettings of(String name, PoolSettings recorded) {
    return slots == null || !isAboutPool(name)
        ? recorded
        : recorded.withSlots(slots, recorded.prefetch());
  }

  boolean isAbout(String name) {
    return room == null || room.equals(name);
  }

  boolean isAboutPool(String name) {
    return pool == null || pool.equals(name);
  }
}
