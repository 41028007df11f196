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

/**
 * Reads a session for the holder of a token, in this order: no good token 401, no such session 404,
 * another's session 403. Being asked for is a sign of life.
 */
final class SessionReads {
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
    SessionReading reading = reading(id, token);
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
    boolean own =
        id.equals(token.sessionId())
            || session.id().equals(token.sessionId())
            || session.id().equals(history.liveSessionId(token.sessionId()));
    if (!own) {
      throw Problems.foreign("session");
    }
    return session;
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
