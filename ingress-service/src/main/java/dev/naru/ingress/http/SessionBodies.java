package dev.naru.ingress.http;

import dev.naru.ingress.identity.AdmissionTokens;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.AdmissionHistory;
import dev.naru.model.SessionState;
import java.time.Clock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of sessions: what the view shows, and what follows from it. */
final class SessionBodies {
  private static final long PLACES_PER_SECOND_OF_PATIENCE = 20;
  private static final long MOST_PATIENCE = 30;

  /** While nobody can know a place in the line. */
  private static final long UNKNOWN_PATIENCE = 10;

  private final AdmissionTokens admissionTokens;
  private final Clock clock;

  SessionBodies(AdmissionTokens admissionTokens, Clock clock) {
    this.admissionTokens = admissionTokens;
    this.clock = clock;
  }

  SessionBody of(SessionRecord session) {
    return of(session, null);
  }

  SessionBody of(SessionRecord session, @Nullable String token) {
    boolean active = session.state() == SessionState.ACTIVE;
    return new SessionBody(
        session.id(),
        token,
        session.room(),
        session.state(),
        session.ticket(),
        active ? Long.valueOf(0) : session.position(),
        estimatedWait(session),
        pollAfter(session),
        session.joinedAt(),
        session.admittedAt(),
        session.expiresAt(),
        session.endedReason(),
        session.refusal(),
        active ? admissionTokens.issue(session.id(), session.room()) : null);
  }

  private @Nullable Long estimatedWait(SessionRecord session) {
    if (session.state() == SessionState.ACTIVE) {
      return 0L;
    }
    Long position = session.position();
    String admissions = session.admissions();
    if (position == null || admissions == null) {
      return null;
    }
    OptionalLong seconds =
        AdmissionHistory.parse(admissions).estimateSeconds(position, clock.millis());
    return seconds.isPresent() ? Long.valueOf(seconds.getAsLong()) : null;
  }

  /**
   * When to ask again: after a second for the first 20 in line, those waiting for a decision and
   * the active; a second more for every 20 places, 30 at most; after 10 where no place is known.
   * Nothing more comes after the end.
   */
  static @Nullable Long pollAfter(SessionRecord session) {
    return switch (session.state()) {
      case PENDING, ACTIVE -> 1L;
      case WAITING -> {
        Long position = session.position();
        yield position == null
            ? UNKNOWN_PATIENCE
            : Math.min(MOST_PATIENCE, Math.ceilDiv(position, PLACES_PER_SECOND_OF_PATIENCE));
      }
      case ENDED -> null;
    };
  }
}
