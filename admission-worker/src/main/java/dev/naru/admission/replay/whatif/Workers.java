package dev.naru.admission.replay.whatif;

import dev.naru.admission.state.RoomsView;
import dev.naru.model.QueryState;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.StartQuery;
import dev.naru.model.event.Envelope;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.ObjLongConsumer;

/**
 * Makes queries run as long as they did once their slot is theirs; those that never ran in the
 * record take the pool's median.
 */
final class Workers {
  private static final String WORKER = "what-if";

  private final Behaviour behaviour;
  private final Agenda agenda;
  private final ObjLongConsumer<Command> process;
  private final SlotWatch slots = new SlotWatch(this::ready);

  /**
   * @param process decides a command at a time
   */
  Workers(Behaviour behaviour, Agenda agenda, ObjLongConsumer<Command> process) {
    this.behaviour = behaviour;
    this.agenda = agenda;
    this.process = process;
  }

  void begin(RoomsView state) {
    slots.begin(state);
  }

  void saw(Envelope envelope) {
    slots.add(envelope);
  }

  private void ready(UUID queryId, String pool, int slot, long at) {
    StartQuery start = new StartQuery(queryId, pool, slot, 1, WORKER);
    Run run = behaviour.runs().of(queryId);
    if (run == null) {
      runMedian(start, at);
      return;
    }
    long later = at - run.readyAt();
    if (run.startedAt() >= 0) {
      plan(run.startedAt() + later, run.startedBy(), start);
    }
    if (run.endedAt() >= 0) {
      plan(run.endedAt() + later, run.endedBy(), finish(start, run.outcome()));
    } else {
      runAtLeastAsSeen(run, start, at);
    }
  }

  private void runMedian(StartQuery start, long at) {
    OptionalLong length = behaviour.runs().medianLength(start.pool());
    if (length.isPresent()) {
      long startsAt = at + behaviour.runs().medianDelay(start.pool()).orElse(0);
      plan(startsAt, Agenda.NOT_RECORDED, start);
      plan(startsAt + length.getAsLong(), Agenda.NOT_RECORDED, finish(start, QueryState.SUCCEEDED));
    }
  }

  /** It still ran when the record ended: longer than that, and the median if that is longer. */
  private void runAtLeastAsSeen(Run run, StartQuery start, long at) {
    long seen = behaviour.end() - run.readyAt() + 1;
    long length = Math.max(seen, behaviour.runs().medianLength(run.pool()).orElse(0));
    plan(at + length, Agenda.NOT_RECORDED, finish(start, QueryState.SUCCEEDED));
  }

  private static FinishQuery finish(StartQuery start, QueryState outcome) {
    return new FinishQuery(start.queryId(), start.pool(), start.slot(), 1, outcome, null, null);
  }

  private void plan(long at, long order, Command command) {
    agenda.add(at, order, () -> process.accept(command, at));
  }
}
