package dev.naru.admission.sim;

import static dev.naru.admission.sim.Check.check;

import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TimePassed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run: a random log, a machine that works through it, crashes and recovers, and an auditor that
 * looks at every step.
 *
 * <pre>
 *   append a record → process → audit → (commit the batch?) → (crash, recover, decide the rest again?)
 *     → (write a snapshot, go on from it?)
 *   at the end: evolve all events again, decide all commands again, compare everything
 * </pre>
 */
final class Simulation {
  private final SplittableRandom random;
  private final Profile profile;
  private final SimulatedLog log = new SimulatedLog();
  private final Auditor auditor = new Auditor();
  private final Coverage coverage;
  private final CommandGenerator generator;

  /** What is in the topic of events, and what the batch in hand would add to it. */
  private final List<byte[]> committed = new ArrayList<>();

  private final List<byte[]> uncommitted = new ArrayList<>();
  private Machine machine = new Machine();
  private long committedUntil;
  private int step;

  Simulation(long seed, Coverage coverage) {
    this.random = new SplittableRandom(seed);
    this.profile = Profile.of(seed, random);
    this.coverage = coverage;
    this.generator = new CommandGenerator(random.split(), profile);
  }

  /** Runs; throws {@link AssertionError} or what the core throws when something is wrong. */
  void run() {
    for (step = 0; step < profile.steps(); step++) {
      step();
    }
    commit();
    recoverAndCompare();
    restoreAndCompare();
    decideAllAgain();
    coverage.finished(step);
  }

  /** Where the run is, for a failure's message. */
  String where() {
    List<SimulatedLog.Entry> entries = log.from(0);
    String last = entries.isEmpty() ? "none" : describe(entries.getLast());
    return "step %d, %s, last record: %s".formatted(step, profile, last);
  }

  private static String describe(SimulatedLog.Entry entry) {
    Command command = entry.command();
    return "offset %d at %d: %s"
        .formatted(entry.offset(), entry.timestamp(), command == null ? "unreadable" : command);
  }

  private void step() {
    CommandGenerator.Record next = generator.next(machine.state());
    SimulatedLog.Entry entry = log.append(next.value(), next.timestamp());
    List<Envelope> envelopes = machine.process(entry);
    envelopes.forEach(envelope -> uncommitted.add(Machine.encodeAndCheck(envelope)));
    auditor.audit(entry, envelopes);
    checkFruit(next, envelopes);
    generator.saw(envelopes);
    coverage.saw(envelopes);
    if (random.nextInt(profile.comparedEvery()) == 0) {
      auditor.compare(machine.state(), entry);
    }
    if (random.nextInt(3) == 0) {
      commit();
    }
    if (random.nextInt(profile.crashedEvery()) == 0) {
      recoverAndCompare();
    }
    if (random.nextInt(profile.crashedEvery()) == 0) {
      restoreAndCompare();
    }
  }

  /** A tick at the deadline that the state names finds something to do, always. */
  private static void checkFruit(CommandGenerator.Record record, List<Envelope> envelopes) {
    boolean fruitless = envelopes.getFirst().event() instanceof TimePassed;
    check(!record.isAtDeadline() || !fruitless, "a tick at the deadline found nothing to do");
  }

  private void commit() {
    committed.addAll(uncommitted);
    uncommitted.clear();
    committedUntil = log.from(0).size();
  }

  /** Loses the memory, evolves what was committed, and decides the rest again (I6). */
  private void recoverAndCompare() {
    List<String> live = machine.lines();
    machine = Machine.recover(committed);
    same(committedUntil - 1, machine.state().offset(), "the offset after recovery");
    same(uncommitted, decide(machine, committedUntil), "events decided again after a crash");
    same(live, machine.lines(), "the state after recovery");
    coverage.recovered();
  }

  /** Goes on from a snapshot of itself, which is equal in every field. */
  private void restoreAndCompare() {
    List<String> live = machine.lines();
    machine = machine.throughSnapshot();
    same(live, machine.lines(), "the state from a snapshot");
    coverage.restored();
  }

  private void decideAllAgain() {
    Machine fresh = new Machine();
    same(committed, decide(fresh, 0), "events of the whole log decided again");
    same(machine.lines(), fresh.lines(), "the state from the commands");
  }

  private List<byte[]> decide(Machine by, long fromOffset) {
    List<byte[]> events = new ArrayList<>();
    for (SimulatedLog.Entry entry : log.from(fromOffset)) {
      by.process(entry).forEach(envelope -> events.add(Machine.encode(envelope)));
    }
    return events;
  }

  private static void same(List<byte[]> expected, List<byte[]> found, String what) {
    boolean equal =
        expected.size() == found.size() && Arrays.deepEquals(expected.toArray(), found.toArray());
    check(equal, "I6: %s differ", what);
  }

  private static void same(@Nullable Object expected, @Nullable Object found, String what) {
    check(
        expected != null && expected.equals(found),
        "I6: %s: %s, but was %s",
        what,
        found,
        expected);
  }
}
