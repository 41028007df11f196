package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.QueryRecord;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.SubmitQuery;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Submits queries and waits, a second at least, for the decision on them, so that a refusal is the
 * answer itself.
 */
final class Submissions {
  private static final Duration DECISION = Duration.ofSeconds(1);
  private static final int UNAVAILABLE = 503;
  private static final JsonMapper PROBLEMS = JsonMapper.builder().build();
  private static final String PROBLEM_TYPE = "urn:naru:problem:";
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);

  private final Rooms rooms;
  private final CommandSubmission submission;
  private final Partitions partitions;
  private final QueryReads reads;
  private final LongPolls longPolls;

  Submissions(
      Rooms rooms,
      CommandSubmission submission,
      Partitions partitions,
      QueryReads reads,
      LongPolls longPolls) {
    this.rooms = rooms;
    this.submission = submission;
    this.partitions = partitions;
    this.reads = reads;
    this.longPolls = longPolls;
  }

  RoomSettings room(String name) {
    try {
      return rooms.settings(name).orElseThrow(() -> Problems.unknown("room"));
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** The most that a payload in the room may have, in bytes. */
  int mostPayload(String name) {
    return (int) room(name).queries().maxPayload().bytes();
  }

  QueryRecord submit(
      SessionRecord session,
      SessionToken token,
      QueryContent content,
      @Nullable String key,
      Prefer prefer) {
    return submit(Ids.next(), session, token, content, key, prefer);
  }

  /** Submits under an id that is known before. */
  QueryRecord submit(
      UUID id,
      SessionRecord session,
      SessionToken token,
      QueryContent content,
      @Nullable String key,
      Prefer prefer) {
    requireAllowed(session, content);
    long begun = System.nanoTime();
    long offset =
        submit(
            token.partition(),
            new SubmitQuery(
                id, session.id(), content.payload(), content.timeoutMillis(), content.pool(), key));
    Duration patience = prefer.patience().compareTo(DECISION) > 0 ? prefer.patience() : DECISION;
    Partition partition = partitions.of(token.partition());
    if (!partition.stamps().await(offset, begun + patience.toNanos())) {
      notePending(partition, id, session.id(), offset);
      return QueryRecord.undecided(id, session.id());
    }
    return decided(id, session.id(), token, prefer, begun);
  }

  private QueryRecord decided(
      UUID id, UUID sessionId, SessionToken token, Prefer prefer, long begun) {
    QueryRecord query;
    try {
      query =
          longPolls
              .until(
                  token.partition(),
                  seen -> !prefer.isGiven() || seen.thing().state().isTerminal(),
                  () -> reads.read(id, token),
                  Set.of(id),
                  begun + prefer.patience().toNanos())
              .thing();
    } catch (ProblemException e) {
      if (e.problem().status() != UNAVAILABLE) {
        throw e;
      }
      // it is in the log and will be run: that it cannot be read now is the reader's affair
      return QueryRecord.undecided(id, sessionId);
    }
    if (query.isRefused()) {
      throw refusal(query);
    }
    return query;
  }

  private void requireAllowed(SessionRecord session, QueryContent content) {
    if (session.state() != SessionState.ACTIVE) {
      throw Problems.notActive(session.state());
    }
    RoomSettings room = room(session.room());
    String pool = content.pool();
    if (pool != null && !room.pools().contains(pool)) {
      throw Problems.refused(
          "POOL_NOT_IN_ROOM",
          "Expected 'pool' to be one of " + room.pools() + "; name one of them, or none");
    }
  }

  private long submit(int partition, SubmitQuery command) {
    try {
      return submission.submit(partition, command).offset();
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }

  private static void notePending(Partition partition, UUID id, UUID sessionId, long offset) {
    try {
      partition.view().notePending(id, sessionId, offset);
    } catch (ViewAwayException e) {
      log.warn(
          "A submission could not be noted; until it is decided, its query reads as 503: sessionId={} queryId={} offset={}",
          sessionId,
          id,
          offset);
    }
  }

  private static ProblemException refusal(QueryRecord query) {
    JsonNode problem = PROBLEMS.readTree(query.error() == null ? "{}" : query.error());
    String type = problem.path("type").asString("");
    String slug = type.startsWith(PROBLEM_TYPE) ? type.substring(PROBLEM_TYPE.length()) : "refused";
    String reason = slug.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    return Problems.refused(reason, problem.path("detail").asString("The query was refused"));
  }
}
