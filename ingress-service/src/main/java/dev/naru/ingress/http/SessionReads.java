package dev.naru.ingress.http;

import dev.naru.ingress.history.History;
import dev.naru.ingress.history.HistoryAwayException;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.SessionState;
import dev.naru.model.wire.ViewKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads a session for the holder of a token, in this order: no good token 401, no such session 404,
 * another's session 403. Being asked for is a sign of life.
 */
final class SessionReads {
  private static final int UNAUTHORIZED = 401;

  private final SessionTokens tokens;
  private final Partitions partitions;
  private final History history;
  private final PresenceBook presence;
  private final Clock clock;

  SessionReads(
      SessionTokens tokens,
      Partitions partitions,
      History history,
      PresenceBook presence,
      Clock clock) {
    this.tokens = tokens;
    this.partitions = partitions;
    this.history = history;
    this.presence = presence;
    this.clock = clock;
  }

  /** Returns what the request's token says; without a good one, 401. */
  SessionToken token(HttpServletRequest request) {
    String bearer = Headers.bearer(request);
    if (bearer == null) {
      throw Problems.unauthorized(
          "Send 'Authorization: Bearer <token>' with the token of the join");
    }
    return tokens
        .verify(bearer)
        .orElseThrow(
            () ->
                Problems.unauthorized(
                    "The token is not good, or no longer; join again for a new one"));
  }

  /**
   * Takes note that the token's session was heard of, also if nothing can be read at the moment.
   */
  void heard(SessionToken token) {
    heard(token.sessionId(), token);
  }

  /** Takes note that the session was heard of that the token's id stands for. */
  void heard(UUID liveId, SessionToken token) {
    presence.heard(token.room(), liveId, clock.millis());
  }

  Seen<SessionRecord> read(UUID id, SessionToken token) {
    return hearing(token, () -> find(id, token));
  }

  /**
   * Reads something by a token. Being asked for is a sign of life whatever comes of it, unless the
   * token turns out to be void.
   */
  <T> T hearing(SessionToken token, Supplier<T> read) {
    try {
      return read.get();
    } catch (ProblemException e) {
      if (e.problem().status() != UNAUTHORIZED) {
        heard(token);
      }
      throw e;
    }
  }

  /** Reads the token's own session, also for a token that is void by now. */
  Holding holding(SessionToken token) {
    UUID id = token.sessionId();
    SessionReading reading = reading(id, token);
    SessionRecord session = reading.session();
    if (session == null) {
      session =
          reading.head().hasReached(token.offset())
              ? ended(id).orElseThrow(() -> Problems.absent("session", id))
              : SessionRecord.pending(id, token.room());
    }
    return new Holding(session, reading.holder());
  }

  /** Reads the token's own session from the view alone; empty unless it is active now. */
  Optional<Holding> active(SessionToken token) {
    SessionReading reading = reading(token.sessionId(), token);
    SessionRecord session = reading.session();
    if (session == null || session.state() == SessionState.ENDED) {
      return Optional.empty();
    }
    Holding holding = new Holding(session, reading.holder());
    if (holding.isAfter(token)) {
      return Optional.empty();
    }
    presence.heard(session.room(), session.id(), clock.millis());
    return session.state() == SessionState.ACTIVE ? Optional.of(holding) : Optional.empty();
  }

  private Seen<SessionRecord> find(UUID id, SessionToken token) {
    SessionReading reading = reading(id, token);
    requireGood(token, reading.holder().tokensSince());
    Head head = reading.head();
    SessionRecord session = reading.session();
    if (session != null) {
      if (!reading.isAskersOwn()) {
        throw Problems.foreign("session");
      }
      presence.heard(session.room(), session.id(), clock.millis());
      return seen(head, session);
    }
    if (id.equals(token.sessionId()) && !head.hasReached(token.offset())) {
      return seen(head, SessionRecord.pending(id, token.room()));
    }
    return seen(head, past(id, token));
  }

  /** The token must not be from before its session was transferred; else 401. */
  static void requireGood(SessionToken token, long tokensSince) {
    if (token.offset() < tokensSince) {
      throw Problems.transferred();
    }
  }

  private SessionReading reading(UUID id, SessionToken token) {
    try {
      Partition partition = partitions.of(token.partition());
      SessionReading reading = partition.view().session(id, token.sessionId());
      String objection = partition.currency().objection(reading.head());
      if (objection != null) {
        throw Problems.viewBehind(objection);
      }
      return reading;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private SessionRecord past(UUID id, SessionToken token) {
    SessionRecord session = ended(id).orElseThrow(() -> Problems.absent("session", id));
    try {
      boolean own =
          id.equals(token.sessionId())
              || session.id().equals(token.sessionId())
              || session.id().equals(history.liveSessionId(token.sessionId()));
      if (!own) {
        throw Problems.foreign("session");
      }
      requireGood(token, history.tokensSince(session.id()));
      return session;
    } catch (HistoryAwayException e) {
      throw Problems.historyAway();
    }
  }

  /** Returns a session that ended within the hour and that the view has forgotten. */
  Optional<SessionRecord> ended(UUID id) {
    try {
      return history.endedSession(id);
    } catch (HistoryAwayException e) {
      throw Problems.historyAway();
    }
  }

  private static Seen<SessionRecord> seen(Head head, SessionRecord session) {
    String line = session.state() == SessionState.WAITING ? ViewKeys.line(session.room()) : null;
    return new Seen<>(head, session.id(), line, EntityTags.of(session), session);
  }
}
