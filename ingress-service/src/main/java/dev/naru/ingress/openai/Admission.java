package dev.naru.ingress.openai;

import dev.naru.ingress.openai.DoorReads.Reading;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.AdmissionHistory;
import dev.naru.model.SessionState;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Waits in the room's line, on behalf of a caller. */
final class Admission {
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final DoorReads reads;
  private final PresenceBook presence;
  private final InstantSource time;

  Admission(DoorReads reads, PresenceBook presence, InstantSource time) {
    this.reads = reads;
    this.presence = presence;
    this.time = time;
  }

  /** Returns the stay's session once it is active. */
  SessionRecord await(Stay stay, Vigil vigil, Progress progress) {
    long offset = confirmed(stay);
    vigil.add(stay.id());
    while (true) {
      vigil.look();
      Reading<SessionRecord> reading = reads.session(stay, offset);
      SessionRecord session = reading == null ? null : reading.thing();
      if (session != null && isAdmitted(session, stay, vigil, progress)) {
        return session;
      }
      vigil.requireTime(session == null ? null : eta(session));
      if (reading == null) {
        vigil.rest(AGAIN);
      } else {
        vigil.await(stay.partition(), reading.head(), ViewKeys.line(stay.room()));
      }
    }
  }

  private static long confirmed(Stay stay) {
    try {
      long deadline = System.nanoTime() + CommandSubmission.LONGEST.toNanos();
      return CommandSubmission.confirmed(stay.asked(), deadline).offset();
    } catch (NotConfirmedException e) {
      throw DoorErrors.unavailable("The log did not confirm the call in time; ask again");
    }
  }

  private boolean isAdmitted(SessionRecord session, Stay stay, Vigil vigil, Progress progress) {
    if (session.state() == SessionState.ENDED) {
      stay.end();
      throw session.refusal() == null
          ? SessionOverException.of(session)
          : DoorErrors.refused(session.refusal());
    }
    if (session.state() != SessionState.PENDING) {
      stay.is(session.id());
      vigil.add(session.id());
      progress.isIn(session.id());
      presence.heard(session.room(), session.id(), time.millis());
    }
    if (session.state() == SessionState.WAITING) {
      progress.waits(session.position(), eta(session));
    }
    return session.state() == SessionState.ACTIVE;
  }

  private @Nullable Long eta(SessionRecord session) {
    Long position = session.position();
    String admissions = session.admissions();
    if (position == null || admissions == null) {
      return null;
    }
    OptionalLong seconds =
        AdmissionHistory.parse(admissions).estimateSeconds(position, time.millis());
    return seconds.isPresent() ? Long.valueOf(seconds.getAsLong()) : null;
  }
}
