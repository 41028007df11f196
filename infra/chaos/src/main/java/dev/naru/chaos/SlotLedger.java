package dev.naru.chaos;

import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.SubmitQuery;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Event;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.SlotFreed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one pool by their events: who is queued, who has a slot, and how each ended. */
final class SlotLedger {
  private final int slots;
  private final Consumer<String> broken;
  private final Set<UUID> queued = new LinkedHashSet<>();
  private final Map<UUID, Integer> assigned = new HashMap<>();
  private final Map<UUID, Integer> attempts = new HashMap<>();
  private final Map<UUID, String> outcomes = new HashMap<>();
  private final Map<UUID, UUID> aliases = new HashMap<>();

  SlotLedger(int slots, Consumer<String> broken) {
    this.slots = slots;
    this.broken = broken;
  }

  /**
   * @param cause the command at whose offset the event stands; null if none
   */
  void add(Event event, @Nullable Command cause) {
    if (event instanceof QueryQueued e) {
      queued(e.queryId(), cause);
    } else if (event instanceof QueryMatched e) {
      aliases.put(e.queryId(), e.liveQueryId());
    } else if (event instanceof QueryAssigned e) {
      assigned(e);
    } else if (event instanceof QueryStarted e) {
      started(e);
    } else if (event instanceof QueryCancelled e) {
      queued.remove(e.queryId());
      over(e.queryId(), "CANCELLED");
    } else if (event instanceof QueryTimedOut e) {
      queued.remove(e.queryId());
      over(e.queryId(), "TIMED_OUT");
    } else if (event instanceof QueryFinished e) {
      finished(e, cause);
    } else if (event instanceof SlotFreed e) {
      freed(e.queryId(), e.slot());
    } else if (event instanceof CommandRefused && cause instanceof SubmitQuery submit) {
      over(submit.queryId(), "REFUSED");
    }
  }

  private void queued(UUID id, @Nullable Command cause) {
    if (!(cause instanceof SubmitQuery submit) || !submit.queryId().equals(id)) {
      broken.accept("query %s was queued for another command: %s".formatted(id, cause));
    }
    if (!queued.add(id) || assigned.containsKey(id) || outcomes.containsKey(id)) {
      broken.accept("query %s was queued twice".formatted(id));
    }
  }

  private void assigned(QueryAssigned e) {
    UUID oldest = queued.stream().findFirst().orElse(null);
    if (!e.queryId().equals(oldest)) {
      broken.accept("query %s got a slot, but oldest was %s".formatted(e.queryId(), oldest));
    }
    queued.remove(e.queryId());
    if (e.slot() < 0 || e.slot() >= slots || assigned.containsValue(e.slot())) {
      broken.accept(
          "query %s got slot %d, but these are taken: %s"
              .formatted(e.queryId(), e.slot(), assigned.values()));
    }
    assigned.put(e.queryId(), e.slot());
  }

  private void started(QueryStarted e) {
    if (!Integer.valueOf(e.slot()).equals(assigned.get(e.queryId()))) {
      broken.accept("query %s began in a slot that is not its own".formatted(e.queryId()));
    }
    Integer before = attempts.put(e.queryId(), e.attempt());
    if (before != null && before >= e.attempt()) {
      broken.accept(
          "query %s began attempt %d after %d".formatted(e.queryId(), e.attempt(), before));
    }
  }

  private void finished(QueryFinished e, @Nullable Command cause) {
    if (!(cause instanceof FinishQuery finish) || !finish.queryId().equals(e.queryId())) {
      broken.accept("query %s finished by another command: %s".formatted(e.queryId(), cause));
    }
    freed(e.queryId(), e.slot());
    over(e.queryId(), e.outcome().name());
  }

  private void freed(UUID id, int slot) {
    Integer own = assigned.remove(id);
    if (own == null || own != slot) {
      broken.accept("query %s freed slot %d, but had %s".formatted(id, slot, own));
    }
  }

  private void over(UUID id, String outcome) {
    String before = outcomes.put(id, outcome);
    if (before != null) {
      broken.accept("query %s ended as %s and as %s".formatted(id, before, outcome));
    }
  }

  /** The query that the id stands for. */
  UUID live(UUID id) {
    return aliases.getOrDefault(id, id);
  }

  /** The outcome of a query, or of the one that its request met; "none" if there is none. */
  String outcome(UUID id) {
    return outcomes.getOrDefault(live(id), "none");
  }

  List<String> unfinished() {
    List<String> found = new ArrayList<>();
    queued.forEach(id -> found.add("query " + id + " is still queued"));
    assigned.forEach((id, slot) -> found.add("query " + id + " still has slot " + slot));
    return found;
  }
}
