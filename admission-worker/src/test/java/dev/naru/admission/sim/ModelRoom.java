package dev.naru.admission.sim;

import dev.naru.model.AdmissionRate;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.DrawPhase;
import dev.naru.model.DrawStart;
import dev.naru.model.DrawWinner;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A room as the auditor sees it: plain lists. */
final class ModelRoom {
  private static final int MOST_DRAWS = 50;

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
  final List<Draw> draws = new ArrayList<>();

  /** The users that each draw drew, unless it was cancelled. */
  final Map<UUID, Set<String>> drawnUsers = new HashMap<>();

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

  @Nullable Draw draw(UUID id) {
    return draws.stream().filter(draw -> draw.drawId().equals(id)).findFirst().orElse(null);
  }

  void prepared(Draw draw) {
    if (draws.size() == MOST_DRAWS) {
      draws.stream().filter(d -> d.phase().isOver()).findFirst().ifPresent(draws::remove);
    }
    draws.add(draw.in(draw.phase(), draw.since(), draw.until(), null, List.of(), ++lastNews));
  }

  void moved(
      UUID id,
      DrawPhase phase,
      long at,
      long until,
      @Nullable DrawStart start,
      List<DrawWinner> winners) {
    draws.replaceAll(
        draw ->
            draw.drawId().equals(id)
                ? draw.in(phase, at, until, start, winners, ++lastNews)
                : draw);
  }

  void drawn(UUID draw, String userKey) {
    drawnUsers.computeIfAbsent(draw, id -> new HashSet<>()).add(userKey);
  }

  boolean hasWon(String userKey) {
    return drawnUsers.values().stream().anyMatch(users -> users.contains(userKey));
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
