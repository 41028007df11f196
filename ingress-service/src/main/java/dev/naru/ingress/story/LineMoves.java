package dev.naru.ingress.story;

import dev.naru.ingress.story.Story.What;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What operators' moves, from {@code session_move}, did to a visitor's place in the line. The
 * visitor stands there by the ticket, and after a move of its own by the order that this gave.
 */
final class LineMoves {
  private static final int MOST = 100;

  private static final String OWN =
      """
      select at, command_offset, from_position, to_position, order_after, reason from session_move
      where session_id = :session and command_offset > :since and command_offset <= :until
      order by command_offset, event_index limit :most""";

  private static final String DRAWN =
      """
      select max(command_offset) from room_change
      where room = :room and what = 'DRAWN' and command_offset > :since and command_offset <= :until""";

  private static final String OTHERS =
      """
      select at, order_after < :order, reason from session_move
      where room = :room and session_id <> :session
        and command_offset > :since and command_offset <= :until
        and (order_before < :order) <> (order_after < :order)
      order by command_offset, event_index limit :most""";

  private LineMoves() {}

  /**
   * A part of a wait in which the visitor was not moved.
   *
   * @param since offset of the command that it began with
   * @param until offset of the command that it ended with
   */
  record Span(long since, long until, double order) {}

  /** A visitor's own moves, and the spans between them. */
  record Own(List<ChangeRow> changes, List<Span> spans) {}

  /** Reads the visitor's own moves; of a wait that began by the command at {@code since}. */
  static Own of(EntityManager manager, VisitRow visit, long since, long until) {
    List<ChangeRow> changes = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    addSpans(manager, visit, since, until, spans);
    for (Object row :
        manager
            .createNativeQuery(OWN, Object[].class)
            .setParameter("session", visit.id)
            .setParameter("since", since)
            .setParameter("until", until)
            .setParameter("most", MOST)
            .getResultList()) {
      Object[] move = (Object[]) row;
      split(spans, ((Number) move[1]).longValue(), ((Number) move[4]).doubleValue());
      changes.add(placed(move));
    }
    return new Own(changes, spans);
  }

  /** A drawing gives another order too. */
  private static void addSpans(
      EntityManager manager, VisitRow visit, long since, long until, List<Span> spans) {
    spans.add(new Span(since, until, visit.ticket == null ? 0 : visit.ticket));
    if (visit.drawnTicket != null) {
      Object drawn =
          manager
              .createNativeQuery(DRAWN)
              .setParameter("room", visit.room)
              .setParameter("since", since)
              .setParameter("until", until)
              .getSingleResult();
      if (drawn instanceof Number offset) {
        // the command that drew also admitted, by the new order
        split(spans, offset.longValue() - 1, visit.drawnTicket);
      }
    }
  }

  /** Lets the span that holds the offset end there, and another one begin. */
  private static void split(List<Span> spans, long offset, double order) {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.since() <= offset && offset <= span.until()) {
        spans.set(i, new Span(span.since(), offset, span.order()));
        spans.add(i + 1, new Span(offset, span.until(), order));
        return;
      }
    }
  }

  private static ChangeRow placed(Object[] move) {
    ChangeRow change =
        new ChangeRow(
            (Instant) move[0],
            What.PLACED,
            "an operator moved you from position %s to %s: %s"
                .formatted(move[2], move[3], move[5]));
    change.nowAhead = ((Number) move[3]).intValue() - 1;
    return change;
  }

  /** Those who were moved past the visitor within a span, in their order. */
  static Stream<ChangeRow> past(EntityManager manager, VisitRow visit, Span span) {
    return manager
        .createNativeQuery(OTHERS, Object[].class)
        .setParameter("room", visit.room)
        .setParameter("session", visit.id)
        .setParameter("since", span.since())
        .setParameter("until", span.until())
        .setParameter("order", span.order())
        .setParameter("most", MOST)
        .getResultStream()
        .map(row -> passed((Object[]) row));
  }

  private static ChangeRow passed(Object[] move) {
    boolean before = (Boolean) move[1];
    ChangeRow change =
        new ChangeRow(
            (Instant) move[0],
            What.PASSED,
            (before
                    ? "an operator moved somebody before you: %s"
                    : "an operator moved somebody from before you to behind you: %s")
                .formatted(move[2]));
    change.moreAhead = before ? 1 : -1;
    return change;
  }
}
