package dev.naru.admission.state;

import dev.naru.model.AdmissionHistory;
import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.Lottery;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.SessionState;
import dev.naru.model.SettingsSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A waiting room: its line, its users, its counts. */
final class RoomState implements RoomView {
  /** No deadline. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int MOST_DRAWS = 50;

  private final String name;
  private final Line line = new Line();
  private final Map<String, Session> byUser = new HashMap<>();
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final AdmissionPacer pacer;
  private final AdmissionHistory admissions;
  private RoomSettings settings;
  private @Nullable RoomSettings fileSettings;
  private RoomStatus status = RoomStatus.OPEN;
  private boolean paused;
  private int active;
  private long lastTicket;
  private long serving;
  private int queuedQueries;
  private final TreeMap<Long, Session> activeByTicket = new TreeMap<>();
  private final LinkedHashMap<UUID, Draw> draws = new LinkedHashMap<>(0);
  private final Winners winners;
  private final RoomSchedule schedule;
  private @Nullable Announcement announcement;
  private long lastNews;

  /** Queries that no worker has started, the longest waiting first. */
  private final TreeMap<Long, Query> unstarted = new TreeMap<>();

  /** When it is due as {@link RoomsState} has it in its order. */
  long dueAt = NEVER;

  /** When its schedule has something to do, as {@link RoomsState} has it in its order. */
  long momentAt = NEVER;

  /** When its first query has waited too long, as {@link RoomsState} has it in its order. */
  long queryDueAt = NEVER;

  RoomState(String name, RoomSettings settings) {
    this.name = name;
    this.winners = new Winners(name);
    this.settings = settings;
    this.pacer = new AdmissionPacer();
    this.admissions = new AdmissionHistory();
    this.schedule = new RoomSchedule(settings.schedule());
  }

  /** As it was written down, with nobody in it. */
  RoomState(StatePart.Room written) {
    this.name = written.name();
    this.winners = new Winners(name);
    this.settings = written.settings();
    this.fileSettings = written.fileSettings();
    this.status = written.status();
    this.paused = written.paused();
    this.lastTicket = written.lastTicket();
    this.serving = written.serving();
    this.pacer = new AdmissionPacer(written.pace());
    this.admissions = AdmissionHistory.parse(written.admissions());
    this.schedule = new RoomSchedule(settings.schedule());
  }

  /** Puts back what was written down of its news. */
  void restore(StatePart.News written) {
    announcement = written.announcement();
    lastNews = written.last();
  }

  void announce(UUID id, String text, long at) {
    announcement = new Announcement(id, text, at, nextNews());
  }

  long nextNews() {
    return ++lastNews;
  }

  /** Adds a draw, or puts it in the place that it has; returns what stood there. */
  @Nullable Draw put(Draw draw) {
    return draws.put(draw.drawId(), draw);
  }

  void forget(Draw draw) {
    draws.remove(draw.drawId());
  }

  Winners winners() {
    return winners;
  }

  /** Puts back a session that was written down; those who wait come in order. */
  void restore(Session session) {
    byUser.put(session.userKey(), session);
    if (session.state() == SessionState.ACTIVE) {
      active++;
      activeByTicket.put(session.ticket(), session);
    } else {
      line.append(session);
    }
  }

  void configure(RoomSettings newSettings, SettingsSource source) {
    settings = newSettings;
    schedule.configure(newSettings.schedule());
    if (source == SettingsSource.FILE) {
      fileSettings = newSettings;
    }
  }

  /**
   * Lets it be of another status.
   *
   * @param stage that its schedule comes to by that; null if it is by an operator's word
   */
  void setStatus(RoomStatus newStatus, @Nullable Stage stage) {
    if (newStatus == RoomStatus.OPEN && status == RoomStatus.PRE_QUEUE) {
      schedule.endPreQueue();
    } else {
      schedule.giveUpDrawing();
    }
    status = newStatus;
    if (stage != null) {
      schedule.reached(stage);
    }
  }

  /** Gives the next ticket of a drawing to one who waits, who stands behind all others then. */
  void redraw(Session session, long ticket) {
    line.remove(session);
    session.draw(ticket);
    line.append(session);
    lastTicket = Math.max(lastTicket, ticket);
  }

  void setPaused(boolean nowPaused) {
    paused = nowPaused;
  }

  void queue(Session session) {
    line.append(session);
    byUser.put(session.userKey(), session);
    lastTicket = session.ticket();
  }

  void move(Session session, int position, double order) {
    line.remove(session);
    line.insert(session, position);
    session.moveTo(order);
  }

  void admit(Session session, long at) {
    line.remove(session);
    active++;
    activeByTicket.put(session.ticket(), session);
    serving = session.isMoved() ? serving : Math.max(serving, session.ticket());
    pacer.admitted(settings.admissionRate(), at);
    admissions.add(at);
  }

  void endWaiting(Session session) {
    line.remove(session);
    byUser.remove(session.userKey());
  }

  void endActive(Session session) {
    active--;
    activeByTicket.remove(session.ticket());
    byUser.remove(session.userKey());
  }

  void queryQueued(int difference) {
    queuedQueries += difference;
  }

  /**
   * When somebody can be admitted or must be sent away: 0 at once, {@link #NEVER} if a command must
   * come first.
   */
  long computeDueAt() {
    if (schedule.awaitsDrawing()) {
      return 0;
    }
    if (line.size() == 0) {
      return NEVER;
    }
    if (status == RoomStatus.CLOSED) {
      return 0;
    }
    return paused || status == RoomStatus.PRE_QUEUE || active >= settings.capacity()
        ? NEVER
        : pacer.nextAt(settings.admissionRate());
  }

  void waits(Query query) {
    unstarted.put(query.order(), query);
  }

  /** It was started, or has its outcome. */
  void waitsNoMore(Query query) {
    unstarted.remove(query.order());
  }

  /** When the next query has waited too long; {@link #NEVER} if there is none or it may. */
  long computeQueryDueAt() {
    return unstarted.isEmpty() || settings.queries().maxWaitMillis() == 0
        ? NEVER
        : unstarted.firstEntry().getValue().waitsUntil();
  }

  /** Adds those that have waited too long, the first first, while there are fewer than the most. */
  void addOverdueQueries(long at, int most, List<Query> overdue) {
    for (Query query : unstarted.values()) {
      if (query.waitsUntil() > at || overdue.size() == most) {
        break;
      }
      overdue.add(query);
    }
  }

  RoomSchedule schedule() {
    return schedule;
  }

  Line line() {
    return line;
  }

  IdempotencyKeys keys() {
    return keys;
  }

  AdmissionPacer pacer() {
    return pacer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RoomSettings settings() {
    return settings;
  }

  @Override
  public @Nullable RoomSettings fileSettings() {
    return fileSettings;
  }

  @Override
  public RoomStatus status() {
    return status;
  }

  @Override
  public boolean paused() {
    return paused;
  }

  @Override
  public int active() {
    return active;
  }

  @Override
  public int waiting() {
    return line.size();
  }

  @Override
  public long lastTicket() {
    return lastTicket;
  }

  @Override
  public long serving() {
    return serving;
  }

  @Override
  public int queuedQueries() {
    return queuedQueries;
  }

  @Override
  public String admissions() {
    return admissions.toText();
  }

  @Override
  public int vacancies(long clock) {
    if (paused
        || status == RoomStatus.CLOSED
        || status == RoomStatus.PRE_QUEUE
        || schedule.awaitsDrawing()) {
      return 0;
    }
    return Math.max(
        0, Math.min(settings.capacity() - active, pacer.allowed(settings.admissionRate(), clock)));
  }

  @Override
  public @Nullable Opening opening() {
    return schedule.opening();
  }

  @Override
  public Stage stage() {
    return schedule.stage();
  }

  @Override
  public List<Moment> dueMoments(long clock) {
    return schedule.due(clock, status);
  }

  @Override
  public @Nullable Lottery lottery() {
    return schedule.lottery();
  }

  @Override
  public boolean awaitsDrawing() {
    return schedule.awaitsDrawing();
  }

  @Override
  public boolean isUnordered() {
    return status == RoomStatus.PRE_QUEUE && schedule.isDrawn();
  }

  @Override
  public @Nullable Session sessionOf(String userKey) {
    return byUser.get(userKey);
  }

  @Override
  public @Nullable Announcement announcement() {
    return announcement;
  }

  @Override
  public long lastNews() {
    return lastNews;
  }

  @Override
  public Collection<Draw> draws() {
    return Collections.unmodifiableCollection(draws.values());
  }

  @Override
  public @Nullable Draw draw(UUID id) {
    return draws.get(id);
  }

  @Override
  public @Nullable Draw displacedDraw() {
    return draws.size() < MOST_DRAWS
        ? null
        : draws.values().stream().filter(draw -> draw.phase().isOver()).findFirst().orElse(null);
  }

  @Override
  public boolean hasWon(String userKey) {
    return winners.contains(userKey);
  }

  @Override
  public List<Session> present() {
    List<Session> present = new ArrayList<>(active + line.size());
    present.addAll(activeByTicket.values());
    line.forEach(present::add);
    present.sort(Comparator.comparingLong(Session::ticket));
    return present;
  }

  @Override
  public @Nullable KeyedRequest request(String idempotencyKey, long clock) {
    return keys.get(idempotencyKey, clock);
  }

  @Override
  public List<Session> firstWaiting(int most) {
    return line.first(most);
  }

  @Override
  public int positionOf(SessionView waiting) {
    return line.positionOf((Session) waiting);
  }

  @Override
  public @Nullable Session waitingAt(int position, SessionView notCounted) {
    int its = line.positionOf((Session) notCounted);
    return line.at(position < its ? position : position + 1);
  }
}
