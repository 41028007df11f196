package dev.naru.ingress.replay;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The replays that were asked for. All methods throw {@link
 * dev.naru.ingress.store.StoreAwayException}.
 */
public interface ReplayRuns {

  /** Asks for a replay; whichever admission worker has time takes it. */
  void add(ReplayOrder order);

  Optional<ReplayRun> find(UUID id);

  /**
   * Reads the replays that were asked for, the newest first.
   *
   * @param after id of the last one of the page before; null begins with the newest
   */
  List<ReplayRun> list(int most, @Nullable UUID after);
}
