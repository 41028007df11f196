package dev.naru.admission.sim;

import static dev.naru.admission.sim.Check.check;

import dev.naru.admission.loop.CommandProcessor;
import dev.naru.admission.snapshot.StateCodec;
import dev.naru.admission.state.CanonicalState;
import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker's memory: the state and what processes the log into it. Lost in a crash. */
final class Machine {
  private static final WireFormat WIRE = new WireFormat();

  private static final StateCodec CODEC = new StateCodec(WIRE);

  private final RoomsState state;
  private final List<Envelope> fresh = new ArrayList<>();
  private final CommandProcessor processor;

  Machine() {
    this(new RoomsState());
  }

  private Machine(RoomsState state) {
    this.state = state;
    this.processor = new CommandProcessor(state, fresh::add);
  }

  /** Writes its state down, and goes on from what was written. */
  Machine throughSnapshot() {
    byte[] written = written();
    try {
      Machine restored = new Machine(CODEC.read(new ByteArrayInputStream(written)));
      check(Arrays.equals(written, restored.written()), "a snapshot written twice differs");
      return restored;
    } catch (IOException e) {
      throw new AssertionError("a snapshot cannot be read", e);
    }
  }

  private byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      check(CODEC.write(state, out, () -> true), "a snapshot stopped by itself");
    } catch (IOException e) {
      throw new AssertionError("a snapshot cannot be written", e);
    }
    return out.toByteArray();
  }

  /** Takes over as a worker does: evolves what was committed, and begins a term. */
  static Machine recover(List<byte[]> committed) {
    Machine machine = new Machine();
    Evolver evolver = new Evolver();
    for (byte[] bytes : committed) {
      evolver.evolve(machine.state, decode(bytes));
    }
    RoomsState state = machine.state;
    evolver.evolve(
        state,
        new Envelope(state.offset(), 0, state.clock(), state.chain(), new TermBegan("simulated")));
    return machine;
  }

  /** Processes one record; returns what it came to. */
  List<Envelope> process(SimulatedLog.Entry entry) {
    fresh.clear();
    processor.process(entry.command(), entry.offset(), entry.timestamp(), entry.chain());
    return List.copyOf(fresh);
  }

  RoomsState state() {
    return state;
  }

  List<String> lines() {
    return CanonicalState.lines(state);
  }

  /** The command in a record; null if nobody can read it. */
  static @Nullable Command command(byte @Nullable [] value) {
    try {
      return WIRE.decodeCommand(value);
    } catch (UnreadableRecordException e) {
      return null;
    }
  }

  static byte[] encode(Command command) {
    return WIRE.encode(command);
  }

  static byte[] encode(Envelope envelope) {
    return WIRE.encode(envelope);
  }

  /** Writes an event as the topic holds it, and sees that it reads as what it was. */
  static byte[] encodeAndCheck(Envelope envelope) {
    byte[] bytes = encode(envelope);
    check(decode(bytes).equals(envelope), "the wire lost something of %s", envelope);
    return bytes;
  }

  private static Envelope decode(byte[] bytes) {
    try {
      return WIRE.decodeEnvelope(bytes);
    } catch (UnreadableRecordException e) {
      throw new AssertionError("what was written cannot be read", e);
    }
  }
}
