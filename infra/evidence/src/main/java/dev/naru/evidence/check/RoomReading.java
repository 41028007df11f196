package dev.naru.evidence.check;

/** The public figures of a room at one time. */
public record RoomReading(int active, int capacity, int waiting) {
  public boolean isEmpty() {
    return active == 0 && waiting == 0;
  }

  @Override
  public String toString() {
    return "%d active, %d waiting".formatted(active, waiting);
  }
}
