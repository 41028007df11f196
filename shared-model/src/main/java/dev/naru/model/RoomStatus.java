package dev.naru.model;

/**
 * Whether a room takes joins: {@code CLOSED} ends those waiting too, {@code DRAINING} still admits
 * them, {@code PRE_QUEUE} takes joins and admits nobody until it opens.
 */
public enum RoomStatus {
  OPEN,
  DRAINING,
  CLOSED,
  PRE_QUEUE
}
