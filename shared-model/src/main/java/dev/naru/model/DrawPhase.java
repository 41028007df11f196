package dev.naru.model;

/** How far a draw has come. */
public enum DrawPhase {
  /** Announced: the hash of its seed is known, and whoever is there when it starts takes part. */
  STANDBY,
  /** The participants are those who were there; who won is drawn, and not told yet. */
  STARTED,
  /** The winners are told, and the seed. */
  REVEALED,
  DONE,
  CANCELLED;

  /** Whether nothing will follow. */
  public boolean isOver() {
    return this == DONE || this == CANCELLED;
  }
}
