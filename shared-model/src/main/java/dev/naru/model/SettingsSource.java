package dev.naru.model;

/**
 * Who set a room's or pool's settings: a file entry is applied only when it differs from the last
 * one applied.
 */
public enum SettingsSource {
  FILE,
  OPERATOR,
  /** The room's own schedule: another capacity from a moment on. */
  SCHEDULE
}
