package dev.naru.model;

/** In which order those stand who came before a room opened. */
public enum LineOrder {
  /** In the order in which they came. */
  FIFO,
  /** In an order that is drawn when the room opens, and that anybody can work out again. */
  LOTTERY
}
