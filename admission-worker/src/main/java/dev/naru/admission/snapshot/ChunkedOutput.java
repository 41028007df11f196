package dev.naru.admission.snapshot;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects bytes in pieces of 1 MB: no array of all of them, neither here nor in the database. */
final class ChunkedOutput extends OutputStream {
  static final int CHUNK_BYTES = 1 << 20;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] chunk = new byte[CHUNK_BYTES];
  private int used;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    int at = from;
    while (at < from + length) {
      int part = Math.min(from + length - at, CHUNK_BYTES - used);
      System.arraycopy(bytes, at, chunk, used, part);
      used += part;
      at += part;
      if (used == CHUNK_BYTES) {
        full.add(chunk);
        chunk = new byte[CHUNK_BYTES];
        used = 0;
      }
    }
  }

  List<byte[]> chunks() {
    List<byte[]> chunks = new ArrayList<>(full);
    if (used > 0) {
      chunks.add(Arrays.copyOf(chunk, used));
    }
    return chunks;
  }
}
