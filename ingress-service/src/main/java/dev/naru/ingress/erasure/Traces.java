package dev.naru.ingress.erasure;

/**
 * What there is of a user.
 *
 * @param sessions that were asked for in the user's name
 * @param unfinished how many of them are not over yet, as far as the history knows
 * @param queries of those sessions
 * @param letters dead letters of those queries, or with the user's name in them
 */
public record Traces(long sessions, long unfinished, long queries, long letters) {

  /** Whether there is nothing at all. */
  public boolean isNone() {
    return sessions == 0 && letters == 0;
  }

  Traces plus(Traces more) {
    return new Traces(
        sessions + more.sessions,
        unfinished + more.unfinished,
        queries + more.queries,
        letters + more.letters);
  }
}
