package dev.naru.admission.runs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replays the log. Writes nothing but what the mode is for. */
@FunctionalInterface
public interface ReplayEngine {

  /**
   * Returns the report, as JSON; throws {@link ReplayFailedException} if the order cannot be
   * carried out, with words for people.
   */
  String run(Order order, Progress progress);

  /**
   * What to replay.
   *
   * @param mode {@code verify}, {@code rebuild} or {@code what-if}
   * @param from an offset, an ISO time, {@code earliest} or {@code latest}
   * @param to likewise
   * @param changes JSON: of a what-if the settings that are imagined, of a rebuild what is made
   *     anew beside the view; null if there is none
   */
  record Order(UUID id, String mode, String from, String to, @Nullable String changes) {}

  /** Is told how far a replay is, often. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param done commands replayed so far
     * @param total commands of the span
     */
    void at(long done, long total);
  }
}
