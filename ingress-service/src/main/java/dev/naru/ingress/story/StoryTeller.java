package dev.naru.ingress.story;

import dev.naru.ingress.story.Story.Receipt;
import dev.naru.ingress.story.Story.Step;
import dev.naru.ingress.story.Story.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a wait. Pure; for one story. */
final class StoryTeller {
  private final VisitRow visit;
  private final List<Step> steps = new ArrayList<>();
  private int ahead;

  /** Whether nobody can know how many are ahead, because the order is drawn later. */
  private boolean unordered;

  StoryTeller(VisitRow visit) {
    this.visit = visit;
    this.ahead = visit.ahead == null ? 0 : visit.ahead;
  }

  /**
   * Tells the story.
   *
   * @param movements of those before the visitor, in their order
   * @param changes of the room during the wait, in their order
   * @param standing of the room now; null if nothing is known of it
   */
  Story tell(
      int partition,
      List<Movement> movements,
      List<ChangeRow> changes,
      @Nullable StandingRow standing,
      Instant now) {
    if (visit.joinedAt == null) {
      addEnd();
      return new Story(visit.id, receipt(partition), steps);
    }
    boolean atOnce =
        visit.leftLineOffset != null && visit.leftLineOffset.equals(visit.requestedOffset);
    boolean early = isEarly(changes);
    steps.add(new Step(visit.joinedAt, What.JOINED, shown(), joined(atOnce, early)));
    addWait(movements, changes);
    if (visit.admittedAt != null) {
      steps.add(
          new Step(
              visit.admittedAt,
              What.ADMITTED,
              0,
              atOnce ? "a place was free" : "it was your turn"));
    } else if (visit.endedAt == null) {
      steps.add(new Step(now, What.WAITING, shown(), stands(standing)));
    }
    addEnd();
    return new Story(visit.id, receipt(partition), steps);
  }

  /** Takes note of the pre-queue that the visitor came in, if it was one. */
  private boolean isEarly(List<ChangeRow> changes) {
    if (changes.isEmpty() || !changes.getFirst().at.equals(visit.joinedAt)) {
      return false;
    }
    String what = changes.getFirst().what;
    unordered = what.equals("PRE_QUEUE_LOTTERY");
    return what.startsWith("PRE_QUEUE");
  }

  private @Nullable Integer shown() {
    return unordered ? null : ahead;
  }

  private String joined(boolean atOnce, boolean early) {
    if (atOnce) {
      return "nobody waited";
    }
    if (early) {
      return "you came before the room opened";
    }
    return ahead == 0
        ? "you are the next: no place is free at the moment"
        : "who came first goes first: %d came before you".formatted(ahead);
  }

  /** Both lists in one, by time; at the same time a change comes first. */
  private void addWait(List<Movement> movements, List<ChangeRow> changes) {
    int next = 0;
    for (Movement movement : movements) {
      while (next < changes.size() && !changes.get(next).at.isAfter(movement.at())) {
        add(changes.get(next++));
      }
      ahead = Math.max(0, ahead - movement.all());
      steps.add(new Step(movement.at(), What.MOVED, shown(), movement.words()));
    }
    changes.subList(next, changes.size()).forEach(this::add);
  }

  private void add(ChangeRow change) {
    What what = kind(change);
    if (what == What.DRAWN && visit.drawnAhead != null) {
      change.nowAhead = visit.drawnAhead;
    }
    unordered = unordered ? what != What.DRAWN : change.what.equals("PRE_QUEUE_LOTTERY");
    ahead = Math.max(0, (change.nowAhead == null ? ahead : change.nowAhead) + change.moreAhead);
    String why = change.why == null ? words(what, change) : change.why;
    steps.add(new Step(change.at, what, shown(), why));
  }

  /** Whether an order is drawn later is told by the words alone. */
  private static What kind(ChangeRow change) {
    return change.what.startsWith("PRE_QUEUE") ? What.PRE_QUEUE : What.valueOf(change.what);
  }

  private static String words(What what, ChangeRow change) {
    String who = change.bySchedule ? "the schedule" : "an operator";
    return switch (what) {
      case PAUSED -> "an operator paused admission: nobody is admitted";
      case RESUMED -> "an operator resumed admission";
      case OPENED -> who + " opened the room";
      case CLOSED -> who + " closed the room";
      case DRAINED -> who + " let nobody join any more; those who wait are still admitted";
      case CAPACITY -> "from here on %d may be active at once".formatted(change.capacity);
      case DRAWN -> "the order of all who came before the opening was drawn by lottery";
      case PRE_QUEUE ->
          "the room is not open yet: nobody is admitted before it opens"
              + (change.what.endsWith("LOTTERY") ? ", and the order is drawn by lottery then" : "");
      default -> throw new IllegalStateException("Expected a change of a room, but found " + what);
    };
  }

  private static String stands(@Nullable StandingRow standing) {
    if (standing == null) {
      return "your turn comes when a place is free";
    }
    if (standing.paused) {
      return "an operator paused admission: nobody is admitted";
    }
    if (standing.notOpen) {
      return "the room is not open yet: nobody is admitted before it opens";
    }
    return standing.active >= standing.capacity
        ? "all %d places are taken".formatted(standing.capacity)
        : "%d of %d places are taken; the room admits so many at a time"
            .formatted(standing.active, standing.capacity);
  }

  private void addEnd() {
    if (visit.endedAt != null) {
      String reason = String.valueOf(visit.endedReason);
      String why = visit.refusal == null ? reason : reason + ": " + visit.refusal;
      steps.add(new Step(visit.endedAt, What.ENDED, null, why));
    }
  }

  private @Nullable Receipt receipt(int partition) {
    return visit.requestedOffset == null || visit.requestedChain == null || visit.ticket == null
        ? null
        : new Receipt(partition, visit.requestedOffset, visit.ticket, visit.requestedChain);
  }
}
