package dev.naru.ingress.erasure;

/**
 * What there is of a user.
 *
 * @param sessions that were asked for in the user's name
 * @param unfinished how many of them are not over yet, as far as the history knows
 * @param redriven dead letters whose question is being asked anew, or is to be
 * @param queries of those sessions, and those that asked their dead letters anew
 * @param letters dead letters of those queries, or with the user's name in them
 */
public record Traces(long sessions, long unfinished, long redriven, long queries, long letters) {
  public static final Traces NONE = new Traces(0, 0, 0, 0, 0);

  /** Whether there is nothing at all. */
  public boolean isNone() {
    return sessions == 0 && letters == 0;
  }

  Traces plus(Traces more) {
    return new Traces(
        sessions + more.sessions,
        unfinished + more.unfinished,
        redriven + more.redriven,
        queries + more.queries,
        letters + more.letters);
  }
}
