package dev.naru.admission.view;

/** What the view's scripts answer. */
enum ViewReply {
  WRITTEN(1),
  /** Somebody with a newer term writes this view: this writer is a relic and must stop. */
  STALE(-1),
  /** The update would leave more active sessions than allowed: the view and the state disagree. */
  OVER_CAPACITY(-2),
  /** The head is gone or shows another generation: the view was lost. */
  LOST(-3),
  /** A later write of this term came first: what this one holds may be missing. */
  OVERTAKEN(-4);

  private final long code;

  ViewReply(long code) {
    this.code = code;
  }

  /** Throws {@link IllegalStateException} for a number that no script of ours returns. */
  static ViewReply of(long code) {
    for (ViewReply reply : values()) {
      if (reply.code == code) {
        return reply;
      }
    }
    throw new IllegalStateException("Expected a reply of the view's scripts, but it is " + code);
  }
}
