package dev.naru.admission.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code verify} found.
 *
 * @param equal whether each event that was decided again is the recorded one
 * @param viewEqual whether the view in Redis shows the state; null if that cannot be said
 * @param events that were compared
 * @param firstDifference where record and replay part; null if they do not
 * @param view what {@code viewEqual} rests on, for people
 * @param from the span's first command
 * @param to the offset after the last command that was decided again
 * @param decidedBy the versions that decided the span
 * @param replayedBy this version
 * @param sameVersion whether this version decided all of the span: if not, a difference may be a
 *     change of the rules
 * @param chain hash chain after the last command
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VerifyReport(
    boolean equal,
    @Nullable Boolean viewEqual,
    long events,
    @Nullable FirstDifference firstDifference,
    FairnessReport fairness,
    String view,
    long from,
    long to,
    long commands,
    long commandsPerSecond,
    Set<String> decidedBy,
    String replayedBy,
    boolean sameVersion,
    String chain) {

  /**
   * Both sides of a difference, as JSON text; {@code nothing} where a side has none.
   *
   * @param offset of the command
   * @param index of the event among the command's
   */
  public record FirstDifference(long offset, int index, String recorded, String decided) {}

  /** Whether nothing was found that should not be. */
  public boolean isSound() {
    return equal && !Boolean.FALSE.equals(viewEqual);
  }
}
