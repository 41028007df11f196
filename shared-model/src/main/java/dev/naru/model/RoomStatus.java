package dev.naru.model;

/**
 * Whether a room takes joins: {@code CLOSED} ends those waiting too, {@code DRAINING} still admits
 * them.
 */
public enum RoomStatus {
  OPEN,
  DRAINING,
  CLOSED
}
