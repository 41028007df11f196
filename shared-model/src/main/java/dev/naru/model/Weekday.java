package dev.naru.model;

import java.time.DayOfWeek;

/** A day of the week, by its short English name. */
public enum Weekday {
  MON,
  TUE,
  WED,
  THU,
  FRI,
  SAT,
  SUN;

  public DayOfWeek dayOfWeek() {
    return DayOfWeek.of(ordinal() + 1);
  }
}
