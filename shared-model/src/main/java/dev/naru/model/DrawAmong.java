package dev.naru.model;

/** Whose names go into a draw. */
public enum DrawAmong {
  ACTIVE,
  WAITING,
  /** All who are there, active or waiting. */
  PRESENT
}
