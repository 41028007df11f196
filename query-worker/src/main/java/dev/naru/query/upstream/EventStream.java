package dev.naru.query.upstream;

import java.util.function.Consumer;

/**
 * Finds the data of server-sent events in text that comes in pieces, as the HTML standard says
 * (9.2.6, "Interpreting an event stream"); names, ids and comments are passed over. Unlike there,
 * an event that only the end of the stream ends counts too.
 */
final class EventStream {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Consumer<String> onData;
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder data = new StringBuilder();
  private boolean begun;
  private boolean afterReturn;

  /**
   * @param onData hears of the data of each event that has any
   */
  EventStream(Consumer<String> onData) {
    this.onData = onData;
  }

  /** Characters of the event that is not complete yet. */
  int pending() {
    return line.length() + data.length();
  }

  void accept(String text) {
    for (int i = 0; i < text.length(); i++) {
      accept(text.charAt(i));
    }
  }

  private void accept(char next) {
    boolean secondHalf = next == '\n' && afterReturn;
    boolean mark = !begun && next == BYTE_ORDER_MARK;
    begun = true;
    afterReturn = next == '\r';
    if (secondHalf || mark) {
      return;
    }
    if (next == '\r' || next == '\n') {
      endLine();
    } else {
      line.append(next);
    }
  }

  private void endLine() {
    if (line.isEmpty()) {
      dispatch();
    } else {
      field(line.toString());
      line.setLength(0);
    }
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.equals("data")) {
      String value = colon < 0 ? "" : text.substring(colon + 1);
      data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      String whole = data.substring(0, data.length() - 1);
      data.setLength(0);
      onData.accept(whole);
    }
  }

  /** No more text comes. */
  void end() {
    if (!line.isEmpty()) {
      endLine();
    }
    dispatch();
  }
}
