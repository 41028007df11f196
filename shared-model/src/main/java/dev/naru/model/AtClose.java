package dev.naru.model;

/** What becomes of those who wait when a room closes by its schedule. */
public enum AtClose {
  /** They are sent home. */
  CLOSE,
  /** They are still admitted. */
  DRAIN
}
