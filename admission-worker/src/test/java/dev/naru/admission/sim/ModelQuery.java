package dev.naru.admission.sim;

import dev.naru.model.QueryState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An unfinished query, or a cancelled one on a slot, as the auditor sees it. */
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
}
