package dev.naru.query.slot;

import dev.naru.model.QueryState;
import dev.naru.query.problem.Problem;

/** What follows the end of a call. */
sealed interface Next {

  /** The query has its outcome. */
  record End(Ending ending) implements Next {}

  /**
   * Another attempt, if there is one left.
   *
   * @param problem what is said if there is none
   * @param outcome likewise
   * @param delay nanoseconds before it
   */
  record Again(Problem problem, QueryState outcome, long delay) implements Next {}

  /** The slot goes to another worker, and the query with it. */
  record Leave() implements Next {}
}
