package dev.naru.query.upstream;

/** Cuts the text of an answer into chunks while it comes. */
interface Cutter {
  /** What OpenAI-like servers send as the last event of a stream; it is no piece of the answer. */
  String DONE = "[DONE]";

  void accept(String text);

  /** No more text comes. */
  default void end() {}

  /**
   * Of a stream of events the data of each; of another body that comes bit by bit its text as it
   * comes; of one whose length is known from its beginning nothing.
   */
  static Cutter of(HttpAnswer answer, Chunks chunks) {
    if (answer.isEvents()) {
      return events(chunks);
    }
    return answer.isOpenEnded() ? Cutter.pieces(chunks) : text -> {};
  }

  private static Cutter pieces(Chunks chunks) {
    return text -> {
      if (!text.isEmpty()) {
        chunks.accept(text);
      }
    };
  }

  private static Cutter events(Chunks chunks) {
    EventStream events =
        new EventStream(
            data -> {
              if (!data.equals(DONE)) {
                chunks.accept(data);
              }
            });
    return new Cutter() {
      @Override
      public void accept(String text) {
        events.accept(text);
      }

      @Override
      public void end() {
        events.end();
      }
    };
  }
}
