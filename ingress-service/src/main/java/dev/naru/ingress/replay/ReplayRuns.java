package dev.naru.ingress.replay;

import java.util.Optional;
import java.util.UUID;

/**
 * The replays that were asked for. All methods throw {@link
 * dev.naru.ingress.store.StoreAwayException}.
 */
public interface ReplayRuns {

  /** Asks for a replay; whichever admission worker has time takes it. */
  void add(ReplayOrder order);

  Optional<ReplayRun> find(UUID id);
}
