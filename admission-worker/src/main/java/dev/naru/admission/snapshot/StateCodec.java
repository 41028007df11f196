package dev.naru.admission.snapshot;

import dev.naru.admission.state.RoomsState;
import dev.naru.admission.state.StateBuilder;
import dev.naru.admission.state.StatePart;
import dev.naru.admission.state.StateParts;
import dev.naru.model.wire.WireFormat;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A state as bytes and back, deflated: each piece is one byte of kind, four of length, and JSON;
 * kind 0 is the end. Thread-safe.
 */
public final class StateCodec {
  /** The format written; one that is greater cannot be read by this version. */
  public static final int FORMAT = 4;

  private static final int END = 0;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * A piece's kind is its place here, from 1; format 1 ends before the placements; up to format 2
   * no pool was held, and no query had timed out on its slot; up to format 3 no session was moved
   * or transferred, no room had a schedule, and there were no news.
   */
  private static final List<Class<? extends StatePart>> KINDS =
      List.of(
          StatePart.Place.class,
          StatePart.Pool.class,
          StatePart.Room.class,
          StatePart.Visit.class,
          StatePart.UsedKey.class,
          StatePart.Work.class,
          StatePart.Placement.class,
          StatePart.Moved.class,
          StatePart.News.class,
          StatePart.Drawing.class,
          StatePart.Won.class,
          StatePart.Schedule.class);

  private final WireFormat wire;

  public StateCodec(WireFormat wire) {
    this.wire = wire;
  }

  /**
   * Writes the state, and leaves the stream open; returns false if it was told to stop before the
   * end.
   */
  public boolean write(RoomsState state, OutputStream out, BooleanSupplier mayGoOn)
      throws IOException {
    // a snapshot is written often and read seldom, beside a service that is in use: speed first
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
      DataOutputStream data =
          new DataOutputStream(new BufferedOutputStream(deflated, BUFFER_BYTES));
      StateParts.write(state, part -> write(part, data, mayGoOn));
      data.writeByte(END);
      data.flush();
      deflated.finish();
      return true;
    } catch (StoppedException e) {
      return false;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      deflater.end();
    }
  }

  private void write(StatePart part, DataOutputStream data, BooleanSupplier mayGoOn) {
    if (!mayGoOn.getAsBoolean()) {
      throw new StoppedException();
    }
    byte[] json = wire.encodePart(part).getBytes(StandardCharsets.UTF_8);
    try {
      data.writeByte(KINDS.indexOf(part.getClass()) + 1);
      data.writeInt(json.length);
      data.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a state; throws {@link IOException} for bytes that are none. */
  public RoomsState read(InputStream in) throws IOException {
    StateBuilder builder = new StateBuilder();
    DataInputStream data = new DataInputStream(new InflaterInputStream(in));
    try {
      for (StatePart part = next(data); part != null; part = next(data)) {
        builder.add(part);
      }
      return builder.build();
    } catch (JacksonException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new IOException("Expected a state, but found something else: " + e.getMessage(), e);
    }
  }

  private @Nullable StatePart next(DataInputStream data) throws IOException {
    int kind = data.readUnsignedByte();
    if (kind == END) {
      return null;
    }
    byte[] json = data.readNBytes(data.readInt());
    return wire.decodePart(new String(json, StandardCharsets.UTF_8), KINDS.get(kind - 1));
  }

  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoppedException() {
      super("told to stop", null, false, false);
    }
  }
}
