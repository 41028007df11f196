package dev.naru.admission.history;

/** Where a requested session stands in the history. A row moves down this list only. */
enum HistoryState {
  WAITING,
  ACTIVE,
  ENDED,
  /** The request met a live session: the id is no session of its own. */
  MATCHED
}
