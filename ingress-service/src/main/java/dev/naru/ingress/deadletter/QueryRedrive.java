package dev.naru.ingress.deadletter;

import dev.naru.ingress.deadletter.Letter.Redrive;
import dev.naru.ingress.history.ForgottenException;
import dev.naru.ingress.history.History;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.QueryState;
import dev.naru.model.SlotAssignment;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a dead query's question anew. The query itself has its outcome, and the first one wins; its
 * session is over in most cases. So the redrive is a visitor of its own: it takes a place in the
 * room's line, asks when it is admitted, in its turn, and leaves. Nothing but the usual commands is
 * needed, and neither the capacity nor the slots are ever exceeded for it.
 */
final class QueryRedrive {
  /** What the visitor is called; the letter's id follows. */
  static final String USER = "naru-redrive:";

  private static final Logger log = LoggerFactory.getLogger(QueryRedrive.class);

  private final Redrives redrives;
  private final CommandSubmission submission;
  private final Rooms rooms;
  private final Partitions partitions;
  private final History history;
  private final PresenceBook presence;
  private final WireFormat wire;
  private final Supplier<UUID> ids;
  private final InstantSource time;

  QueryRedrive(
      Redrives redrives,
      CommandSubmission submission,
      Rooms rooms,
      Partitions partitions,
      History history,
      PresenceBook presence,
      WireFormat wire,
      Supplier<UUID> ids,
      InstantSource time) {
    this.redrives = redrives;
    this.submission = submission;
    this.rooms = rooms;
    this.partitions = partitions;
    this.history = history;
    this.presence = presence;
    this.wire = wire;
    this.ids = ids;
    this.time = time;
  }

  void begin(Letter letter) {
    Redrive redrive = letter.redrive();
    SlotAssignment question = question(letter);
    if (redrive == null || question == null) {
      redrives.end(letter, LetterState.OPEN, false);
    } else if (hasResult(letter)) {
      redrives.end(letter, LetterState.REDRIVEN, false);
    } else {
      submission.submit(
          place(question).number(),
          new RequestSession(redrive.sessionId(), question.room(), USER + letter.id(), null));
    }
  }

  private boolean hasResult(Letter letter) {
    UUID query = letter.queryId();
    return query != null
        && finished(query).filter(past -> past.state() == QueryState.SUCCEEDED).isPresent();
  }

  /** Empty also if it is no longer kept. */
  private Optional<QueryRecord> finished(UUID query) {
    try {
      return history.finishedQuery(query);
    } catch (ForgottenException e) {
      return Optional.empty();
    }
  }

  private @Nullable SlotAssignment question(Letter letter) {
    try {
      return wire.decodeSlotAssignment(letter.value());
    } catch (UnreadableRecordException e) {
      log.warn("A dead query's question cannot be read: letterId={}", letter.id());
      return null;
    }
  }

  void follow(Letter letter) {
    Redrive redrive = letter.redrive();
    SlotAssignment question = question(letter);
    if (redrive == null || question == null) {
      redrives.end(letter, LetterState.OPEN, false);
    } else if (letter.state() == LetterState.JOINING) {
      join(letter, redrive, question);
    } else {
      await(letter, redrive, question);
    }
  }

  /** A room that is no more is refused by the first partition. */
  private Partition place(SlotAssignment question) {
    return rooms.partition(question.room()).orElseGet(partitions::first);
  }

  private void join(Letter letter, Redrive redrive, SlotAssignment question) {
    SessionRecord session =
        place(question).view().session(redrive.sessionId(), redrive.sessionId()).session();
    if (session == null) {
      beginAgain(letter, redrive);
      return;
    }
    presence.heard(session.room(), session.id(), time.millis());
    switch (session.state()) {
      case PENDING, WAITING -> {}
      case ACTIVE -> {
        Redrive admitted = new Redrive(session.id(), redrive.queryId(), time.instant());
        if (redrives.step(letter, LetterState.RUNNING, admitted)) {
          submit(letter, admitted, question);
        }
      }
      case ENDED -> {
        log.warn(
            "A redrive's session ended before it was admitted, so its letter is open again: letterId={} reason={} refusal={}",
            letter.id(),
            session.endedReason(),
            session.refusal());
        redrives.end(letter, LetterState.OPEN, false);
      }
    }
  }

  /** Under a new id: if the first request is on its way after all, the user's session is met. */
  private void beginAgain(Letter letter, Redrive redrive) {
    if (isLate(redrive)) {
      Redrive again = new Redrive(ids.get(), redrive.queryId(), time.instant());
      if (redrives.step(letter, LetterState.JOINING, again)) {
        begin(letter.with(LetterState.JOINING, again));
      }
    }
  }

  private boolean isLate(Redrive redrive) {
    return !redrive.at().plus(RecordRedrive.LATE).isAfter(time.instant());
  }

  private void submit(Letter letter, Redrive redrive, SlotAssignment question) {
    submission.submit(
        place(question).number(),
        new SubmitQuery(
            redrive.queryId(),
            redrive.sessionId(),
            question.payload(),
            question.timeoutMillis(),
            question.pool(),
            USER + letter.id()));
  }

  private void await(Letter letter, Redrive redrive, SlotAssignment question) {
    QueryRecord query =
        place(question).view().query(redrive.queryId(), redrive.sessionId()).query();
    if (query == null) {
      query = finished(redrive.queryId()).orElse(null);
    }
    if (query == null) {
      submitAgain(letter, redrive, question);
    } else if (query.state().isTerminal()) {
      conclude(letter, redrive, question, query);
    } else {
      presence.heard(question.room(), redrive.sessionId(), time.millis());
    }
  }

  private void submitAgain(Letter letter, Redrive redrive, SlotAssignment question) {
    if (isLate(redrive)) {
      Redrive again = new Redrive(redrive.sessionId(), redrive.queryId(), time.instant());
      if (redrives.step(letter, LetterState.RUNNING, again)) {
        // a session that is over refuses it, and the refusal is an end
        submit(letter, again, question);
      }
    }
  }

  private void conclude(
      Letter letter, Redrive redrive, SlotAssignment question, QueryRecord query) {
    boolean answered = query.state() == QueryState.SUCCEEDED;
    // one that only waited, for too long or for an upstream that is down, says nothing of the
    // letter
    boolean ran =
        !query.isRefused() && query.state() != QueryState.CANCELLED && query.attempt() > 0;
    if (redrives.end(
        letter, answered ? LetterState.REDRIVEN : LetterState.OPEN, ran && !answered)) {
      submission.submit(place(question).number(), new LeaveSession(redrive.sessionId()));
      log.info(
          "A redrive is over: letterId={} queryId={} state={}",
          letter.id(),
          query.id(),
          query.state());
    }
  }
}
