package dev.naru.admission.state;

import dev.naru.model.Announcement;
import dev.naru.model.Draw;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One waiting room, read-only. */
public interface RoomView extends ScheduleView {
  String name();

  RoomSettings settings();

  /** The last settings that came from the file; null if none did. */
  @Nullable RoomSettings fileSettings();

  RoomStatus status();

  boolean paused();

  int active();

  int waiting();

  /** The last ticket given, 0 if none. */
  long lastTicket();

  /** The highest ticket admitted in its turn, 0 if none; one that was moved has no turn. */
  long serving();

  /** Queries of this room that wait for a slot. */
  int queuedQueries();

  /** Admissions lately, as {@link dev.naru.model.AdmissionHistory} writes them. */
  String admissions();

  /**
   * How many may be admitted at the clock, by capacity and rate alone; 0 while paused, closed or
   * not open yet.
   */
  int vacancies(long clock);

  /** The user's live session; null if there is none. */
  @Nullable SessionView sessionOf(String userKey);

  /** Who used the key in this room in the 24 h before the clock; null if nobody. */
  @Nullable KeyedRequest request(String idempotencyKey, long clock);

  /** The first of the line, in order. */
  List<? extends SessionView> firstWaiting(int most);

  /** Its place in the line, from 1. Walks there from the nearer end. */
  int positionOf(SessionView waiting);

  /**
   * Who stands at a place of the line, from 1, if one of them is not counted; null beyond the end.
   * Walks there from the nearer end.
   */
  @Nullable SessionView waitingAt(int position, SessionView notCounted);

  /** What everybody was told last; null if nothing ever was. */
  @Nullable Announcement announcement();

  /** The number of the last news: of an announcement, or of a draw's phase; 0 if there was none. */
  long lastNews();

  /** The last of its draws, 50 at most, in the order in which they were prepared. */
  Collection<Draw> draws();

  /** One of those; null if there is none of that id. */
  @Nullable Draw draw(UUID id);

  /** The draw that is forgotten when the next one is prepared; null if none is. */
  @Nullable Draw displacedDraw();

  /** Whether the user was drawn here, and it was not cancelled. */
  boolean hasWon(String userKey);

  /** All who are there, waiting or active, in the order of their tickets. */
  List<? extends SessionView> present();

  /** What an idempotency key was used for. */
  record KeyedRequest(UUID sessionId, String userKey, long usedAt) {}
}
