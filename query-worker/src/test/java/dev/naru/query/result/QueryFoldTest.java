package dev.naru.query.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.RefusalReason;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.wire.HashChain;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueryFoldTest {
  private static final UUID QUERY = UUID.randomUUID();
  private static final UUID SESSION = UUID.randomUUID();

  private final QueryRecord row = new QueryRecord(QUERY);

  @Test
  void anOlderEventChangesNothing() {
    // given
    apply(3, queued());
    apply(5, finished());

    // when
    apply(4, new QueryStarted(QUERY, "default", 0, 1, "worker-1"));

    // then
    assertThat(row.state()).isEqualTo("SUCCEEDED");
    assertThat(row.eventOffset()).isEqualTo(5);
  }

  @Test
  void theSameEventsAgainChangeNothing() {
    // given
    apply(3, queued());
    apply(4, new QueryStarted(QUERY, "default", 0, 2, "worker-1"));
    apply(5, finished());

    // when
    apply(3, queued());
    apply(4, new QueryStarted(QUERY, "default", 0, 2, "worker-1"));
    apply(5, finished());

    // then
    assertThat(row.state()).isEqualTo("SUCCEEDED");
    assertThat(row.attempt()).isEqualTo(2);
    assertThat(row.result()).isEqualTo("\"a\\u0000b\"");
  }

  @Test
  void aQueryThatWaitedTooLongToBeStartedHasItsOutcomeAndError() {
    // given
    apply(3, queued());
    RawJson error = new RawJson("{\"code\":\"QUEUE_TIMED_OUT\"}");

    // when
    apply(5, new QueryTimedOut(QUERY, SESSION, "default", -1, error));

    // then
    assertThat(row.state()).isEqualTo("TIMED_OUT");
    assertThat(row.attempt()).isZero();
    assertThat(row.error()).isEqualTo(error.text());
  }

  @Test
  void aRefusedSubmissionIsAFailedQueryWithTheReason() {
    // when
    apply(3, refused("SubmitQuery", RefusalReason.SESSION_NOT_ACTIVE));

    // then
    assertThat(row.state()).isEqualTo("FAILED");
    assertThat(row.error())
        .contains("\"type\":\"urn:naru:problem:session-not-active\"")
        .contains("\"title\":\"Session not active\"");
  }

  @Test
  void aQueryThatWasAcceptedIsNotUndoneByALaterRefusalOrMatchOfItsId() {
    // given
    apply(3, queued());

    // when
    apply(4, refused("SubmitQuery", RefusalReason.SESSION_NOT_ACTIVE));
    apply(5, new QueryMatched(QUERY, UUID.randomUUID(), SESSION));

    // then
    assertThat(row.state()).isEqualTo("QUEUED");
    assertThat(row.room()).isEqualTo("default");
  }

  @Test
  void onlyWhatSpeaksOfAQueryConcernsItsRow() {
    assertThat(QueryFold.queryOf(queued())).isEqualTo(QUERY);
    assertThat(QueryFold.queryOf(new QueryMatched(QUERY, UUID.randomUUID(), SESSION)))
        .isEqualTo(QUERY);
    assertThat(QueryFold.queryOf(new QueryMatched(QUERY, QUERY, SESSION))).isNull();
    assertThat(QueryFold.queryOf(new QueryAssigned(QUERY, "default", 0))).isNull();
    assertThat(QueryFold.queryOf(refused("SubmitQuery", RefusalReason.ID_TAKEN))).isNull();
    assertThat(QueryFold.queryOf(refused("FinishQuery", RefusalReason.UNKNOWN_QUERY))).isNull();
  }

  private void apply(long offset, Event event) {
    QueryFold.apply(row, new Envelope(offset, 0, 1_000 + offset, HashChain.GENESIS, event));
  }

  private static QueryQueued queued() {
    return new QueryQueued(QUERY, SESSION, "default", "default", RawJson.NULL, 60_000, null);
  }

  private static QueryFinished finished() {
    return new QueryFinished(
        QUERY, SESSION, "default", 0, 2, QueryState.SUCCEEDED, new RawJson("\"a\\u0000b\""), null);
  }

  private static CommandRefused refused(String command, RefusalReason reason) {
    return new CommandRefused(command, reason, "Expected it", "default", null, SESSION, QUERY);
  }
}
