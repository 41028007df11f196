package dev.naru.ingress.http;

import dev.naru.ingress.Parking;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogPosition;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.RoomSettings;
import dev.naru.model.RoomStatus;
import dev.naru.model.command.RequestSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Joins:
 *
 * <pre>
 *   room known? ──► refusal known beforehand? ──► command into the log ──► token
 *       404             409, 429                      503                   │
 *                                                                           ├─ does not wait: 202
 *                        201, 200, 409, 429 ◄── read the view ◄── decided ◄─┘  (or not in time: 202)
 * </pre>
 */
final class Joins {
  /** Figures spare a command at best: the log is not kept waiting for them. */
  private static final Duration FIGURES_PATIENCE = Duration.ofMillis(150);

  private static final Duration DECISION = Duration.ofSeconds(1);

  private final Rooms rooms;
  private final RoomFigures figures;
  private final CommandSubmission submission;
  private final SessionTokens tokens;
  private final SessionReads reads;
  private final InstantSource clock;

  Joins(
      Rooms rooms,
      RoomFigures figures,
      CommandSubmission submission,
      SessionTokens tokens,
      SessionReads reads,
      InstantSource clock) {
    this.rooms = rooms;
    this.figures = figures;
    this.submission = submission;
    this.tokens = tokens;
    this.reads = reads;
    this.clock = clock;
  }

  /** Returns the settings of a room; 404 if there is none. */
  RoomSettings requireRoom(String room) {
    return KnownRooms.settings(rooms, room);
  }

  Joined join(String room, String userKey, @Nullable String idempotencyKey, Prefer prefer) {
    Partition partition = partition(room);
    boolean refusable = refuseBeforehand(partition, room, userKey, idempotencyKey);
    // a refusal that is likely is answered as such: the decision on it is waited for
    Duration patience = refusable ? longer(prefer.patience(), DECISION) : prefer.patience();
    long deadline = System.nanoTime() + patience.toNanos();
    long confirmBy = System.nanoTime() + CommandSubmission.LONGEST.toNanos();
    UUID id = Ids.next();
    CompletableFuture<LogPosition> sent =
        submission.send(partition.number(), new RequestSession(id, room, userKey, idempotencyKey));
    if (!prefer.isGiven() && !refusable) {
      return pending(token(id, room, sent, confirmBy));
    }
    CompletableFuture<SessionReading> read =
        sent.thenCompose(position -> partition.stamps().reached(position.offset(), deadline))
            .thenCompose(reached -> partition.view().beginSession(id, id));
    // one wait for all three steps: to wake a thread up is what costs most of a join
    Parking.await(read, Math.min(deadline, confirmBy));
    SessionToken token = token(id, room, sent, confirmBy);
    return Parking.await(read, deadline) ? decided(token, read) : pending(token);
  }

  private Partition partition(String room) {
    return KnownRooms.partition(rooms, room);
  }

  private static SessionToken token(
      UUID id, String room, CompletableFuture<LogPosition> sent, long confirmBy) {
    try {
      LogPosition position = CommandSubmission.confirmed(sent, confirmBy);
      return new SessionToken(id, room, position.partition(), position.offset());
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }

  /**
   * Refuses what the log would refuse. Only the log knows the keys of sessions that have ended: a
   * request with a key goes there, and the answer says whether it may be refused.
   */
  private boolean refuseBeforehand(
      Partition partition, String room, String userKey, @Nullable String idempotencyKey) {
    try {
      Optional<RoomRecord> known = figures.of(room, FIGURES_PATIENCE);
      ProblemException refusal = known.map(this::refusal).orElse(null);
      if (refusal == null || partition.view().liveSession(room, userKey).isPresent()) {
        return false;
      }
      if (idempotencyKey == null) {
        throw refusal;
      }
      return true;
    } catch (ViewAwayException e) {
      return false; // then the log decides, and the answer comes later
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private @Nullable ProblemException refusal(RoomRecord room) {
    if (room.status() == RoomStatus.CLOSED) {
      Instant now = clock.instant();
      Instant from = room.joinsFrom(now);
      if (from != null && room.opening() != null) {
        return Problems.notOpenYet(room.name(), room.opening().opensAt(), from, now);
      }
      return Problems.refused(
          "ROOM_CLOSED", "Room '" + room.name() + "' is closed; try again later");
    }
    if (room.status() == RoomStatus.DRAINING) {
      return Problems.refused(
          "ROOM_DRAINING", "Room '" + room.name() + "' takes no more sessions; try again later");
    }
    return room.isLineFull()
        ? Problems.refused(
            "LINE_FULL",
            "Room '%s' has %d waiting, as many as it may; try again later"
                .formatted(room.name(), room.waiting()))
        : null;
  }

  private Joined pending(SessionToken token) {
    SessionRecord session = SessionRecord.pending(token.sessionId(), token.room());
    return new Joined(202, "pending", session, tokens.issue(token));
  }

  private Joined decided(SessionToken token, CompletableFuture<SessionReading> read) {
    UUID id = token.sessionId();
    if (read.isCompletedExceptionally()) {
      return pending(token); // the view is away
    }
    SessionReading reading = read.join();
    if (!reading.head().hasReached(token.offset())) {
      return pending(token);
    }
    SessionRecord session = reading.session();
    if (session == null) {
      session = forgotten(reading, id);
    }
    return session.id().equals(id) ? made(session, token) : matched(session, token);
  }

  /** Decided, and yet not in the view: of a session that is long over, or from before a rewrite. */
  private SessionRecord forgotten(SessionReading reading, UUID id) {
    Optional<SessionRecord> past = reads.ended(reading.liveId());
    return past.orElseThrow(
        () -> reading.liveId().equals(id) ? Problems.undecided() : Problems.gone());
  }

  private Joined made(SessionRecord session, SessionToken token) {
    if ("REFUSED".equals(session.endedReason())) {
      throw Problems.refused(
          session.refusal(),
          "Room '" + session.room() + "' refused the request: " + session.refusal());
    }
    return new Joined(201, "created", session, tokens.issue(token));
  }

  private Joined matched(SessionRecord session, SessionToken token) {
    SessionToken live =
        new SessionToken(session.id(), session.room(), token.partition(), token.offset());
    return new Joined(200, "matched", session, tokens.issue(live));
  }

  /**
   * How a join was answered.
   *
   * @param outcome for the metrics
   */
  record Joined(int status, String outcome, SessionRecord session, String token) {}
}
