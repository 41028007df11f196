package dev.naru.admission.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A state written down, with where it stood.
 *
 * @param format of the bytes, see {@link StateCodec#FORMAT}
 * @param chunks the bytes, in pieces of 1 MB
 * @param sha256 over format, place and bytes, 64 hex digits
 */
public record Snapshot(int format, SnapshotPlace place, List<byte[]> chunks, String sha256) {

  static Snapshot of(SnapshotPlace place, List<byte[]> chunks) {
    return new Snapshot(
        StateCodec.FORMAT, place, chunks, checksum(StateCodec.FORMAT, place, chunks));
  }

  /** Whether nothing has changed since it was taken. */
  boolean isWhole() {
    return checksum(format, place, chunks).equals(sha256);
  }

  /** Size in bytes. */
  public long size() {
    return chunks.stream().mapToLong(chunk -> chunk.length).sum();
  }

  private static String checksum(int format, SnapshotPlace place, List<byte[]> chunks) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((format + "\n" + text(place) + "\n").getBytes(StandardCharsets.UTF_8));
      chunks.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Spelled out, because the checksum must not change with the name of a field. */
  private static String text(SnapshotPlace place) {
    return String.join(
        " ",
        String.valueOf(place.partition()),
        place.log().cluster(),
        place.log().commands(),
        place.log().events(),
        String.valueOf(place.commandOffset()),
        String.valueOf(place.nextEvent()),
        String.valueOf(place.leaderEpoch()),
        place.chain(),
        place.previousChain());
  }
}
