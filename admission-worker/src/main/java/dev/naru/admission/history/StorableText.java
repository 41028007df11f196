package dev.naru.admission.history;

/**
 * Text as Postgres takes it and an index can hold it. Commands may have been written by anyone, and
 * one of them must not hold up the history of all others.
 */
final class StorableText {
  /** In characters; at most four bytes each, an index row takes 2,704 bytes. */
  static final int LONGEST = 256;

  private StorableText() {}

  /** Cuts what is too long, and replaces NUL, which Postgres does not store. */
  static String of(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD');
  }
}
