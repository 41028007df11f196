package dev.naru.evidence.check;

/** One thing that had to hold, and what was found. */
public record Check(String what, String expected, String found, boolean passed) {

  static Check equal(String what, Object expected, Object found) {
    return new Check(what, String.valueOf(expected), String.valueOf(found), expected.equals(found));
  }

  static Check atMost(String what, long limit, long found) {
    return new Check(what, "at most " + limit, String.valueOf(found), found <= limit);
  }

  static Check holds(String what, String expected, String found, boolean passed) {
    return new Check(what, expected, found, passed);
  }
}
