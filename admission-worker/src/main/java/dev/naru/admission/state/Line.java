package dev.naru.admission.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that wait for a room, in order. The links lie in the sessions themselves, so that
 * joining, leaving anywhere and taking the first are O(1), and a place costs two references.
 */
final class Line {
  private @Nullable Session head;
  private @Nullable Session tail;
  private int size;

  int size() {
    return size;
  }

  void append(Session session) {
    session.previous = tail;
    if (tail == null) {
      head = session;
    } else {
      tail.next = session;
    }
    tail = session;
    size++;
  }

  void remove(Session session) {
    Session before = session.previous;
    Session after = session.next;
    if (before == null) {
      head = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    session.previous = null;
    session.next = null;
    size--;
  }

  void forEach(Consumer<Session> action) {
    for (Session at = head; at != null; at = at.next) {
      action.accept(at);
    }
  }

  List<Session> first(int most) {
    List<Session> first = new ArrayList<>(Math.min(most, size));
    for (Session at = head; at != null && first.size() < most; at = at.next) {
      first.add(at);
    }
    return first;
  }
}
