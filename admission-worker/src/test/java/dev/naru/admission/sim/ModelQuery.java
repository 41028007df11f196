package dev.naru.admission.sim;

import dev.naru.model.QueryState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An unfinished query, or one that has its outcome and a slot, as the auditor sees it. */
final class ModelQuery {
  final UUID id;
  final ModelSession session;
  final ModelSession.Asked asked;
  final long submittedAt;
  final List<UUID> aliases = new ArrayList<>();
  QueryState state = QueryState.QUEUED;
  int slot = -1;
  int attempt;
  long startedAt;

  ModelQuery(UUID id, ModelSession session, ModelSession.Asked asked, long submittedAt) {
    this.id = id;
    this.session = session;
    this.asked = asked;
    this.submittedAt = submittedAt;
  }

  /** Whether it has its outcome. */
  boolean isSettled() {
    return state == QueryState.CANCELLED || state == QueryState.TIMED_OUT;
  }

  /** When it has waited too long to be started; the end of time if never. */
  long startedBy() {
    var most = session.room.settings.queries().maxWait();
    return most == null || state != QueryState.QUEUED
        ? Long.MAX_VALUE
        : submittedAt + most.toMillis();
  }
}
