package dev.naru.admission.replay.whatif;

import dev.naru.model.EndReason;
import dev.naru.model.command.Command;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is recorded of one session. Times are ms since 1970, -1 if it did not come to that. */
final class Visit {
  private final String room;
  private final List<Act> acts = new ArrayList<>(0);
  private long admittedAt = -1;
  private long endedAt = -1;
  private long endedBy = -1;
  private @Nullable EndReason reason;

  /**
   * Something that its user did while active.
   *
   * @param order offset of the recorded command
   */
  record Act(long at, long order, Command command) {}

  Visit(String room) {
    this.room = room;
  }

  void admitted(long at) {
    admittedAt = at;
  }

  void acted(Act act) {
    acts.add(act);
  }

  void ended(EndReason why, long at, long order) {
    reason = why;
    endedAt = at;
    endedBy = order;
  }

  String room() {
    return room;
  }

  boolean isAdmitted() {
    return admittedAt >= 0;
  }

  long admittedAt() {
    return admittedAt;
  }

  long endedAt() {
    return endedAt;
  }

  /** Offset of the command that it ended with. */
  long endedBy() {
    return endedBy;
  }

  /** Null if it did not end. */
  @Nullable EndReason reason() {
    return reason;
  }

  List<Act> acts() {
    return acts;
  }
}
