package dev.naru.admission.sim;

import dev.naru.model.AdmissionRate;
import dev.naru.model.Announcement;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A room as the auditor sees it: plain lists. */
final class ModelRoom {
  final String name;
  final List<ModelSession> line = new ArrayList<>();
  final List<ModelSession> active = new ArrayList<>();
  RoomSettings settings;
  @Nullable RoomSettings fileSettings;
  RoomStatus status = RoomStatus.OPEN;
  boolean paused;
  long lastTicket;
  long serving;
  long ended;
  long joined;
  final ModelSchedule schedule = new ModelSchedule();
  @Nullable Announcement announcement;
  long lastNews;

  /** Times of all admissions, and how many of them were before the rate in force was set. */
  private final List<Long> admissions = new ArrayList<>();

  private int beforeRate;

  ModelRoom(String name, RoomSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  void configure(RoomSettings newSettings) {
    if (!Objects.equals(settings.admissionRate(), newSettings.admissionRate())) {
      beforeRate = admissions.size();
    }
    settings = newSettings;
    schedule.configure(newSettings.schedule());
  }

  void admitted(long at) {
    admissions.add(at);
  }

  boolean hasSeat() {
    boolean admits = status == RoomStatus.OPEN || status == RoomStatus.DRAINING;
    return !paused && admits && !schedule.awaitsDrawing && active.size() < settings.capacity();
  }

  /** Whether the rate in force, counting from when it was set, lets one more in. */
  boolean rateAllows(long clock) {
    return fits(admissions.subList(beforeRate, admissions.size()), clock);
  }

  /** Whether the rate lets one more in even if it had been in force for ever. */
  boolean rateAllowsStrictly(long clock) {
    return fits(admissions, clock);
  }

  /** When the rate, had it been in force for ever, lets one more in. */
  long strictRelease() {
    AdmissionRate rate = settings.admissionRate();
    return rate == null || admissions.size() < rate.count()
        ? 0
        : admissions.get(admissions.size() - rate.count()) + rate.per().toMillis();
  }

  private boolean fits(List<Long> times, long clock) {
    AdmissionRate rate = settings.admissionRate();
    return rate == null
        || times.stream().filter(at -> at > clock - rate.per().toMillis()).count() < rate.count();
  }
}
