package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.MoveSession;
import dev.naru.model.event.Event;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionMoved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveSessionTest {
  private static final String WHY = "came in a wheelchair";

  private final TestLog log = TestLog.withCapacity(1);

  /** The first is active; the others wait, the first of them at position 1. */
  private final List<UUID> sessions = log.joinMany(7);

  private List<UUID> line() {
    return room().firstWaiting(Integer.MAX_VALUE).stream().map(SessionView::id).toList();
  }

  private RoomView room() {
    return Objects.requireNonNull(log.state().room(ROOM));
  }

  private List<Event> move(UUID session, int position) {
    return log.when(new MoveSession(session, position, WHY));
  }

  @ParameterizedTest
  @CsvSource({"5,1", "5,2", "1,5", "1,6", "2,3", "6,1", "4,100"})
  void aMovedSessionStandsWhereItWasPut(int from, int to) {
    // given
    List<UUID> expected = new ArrayList<>(line());
    UUID moved = expected.remove(from - 1);
    expected.add(Math.min(to - 1, 5), moved);

    // when
    List<Event> events = move(moved, to);

    // then
    assertThat(line()).isEqualTo(expected);
    SessionMoved event = (SessionMoved) events.getFirst();
    assertThat(events).hasSize(1);
    assertThat(event.from()).isEqualTo(from);
    assertThat(event.to()).isEqualTo(Math.min(to, 6));
    assertThat(event.reason()).isEqualTo(WHY);
    assertThat(log.session(moved).order()).isEqualTo(event.order());
    assertThat(log.session(moved).ticket()).isEqualTo(from + 1);
  }

  @Test
  void ordersAscendAlongTheLineHoweverManyAreMoved() {
    // when
    for (int i = 0; i < 1_000; i++) {
      move(line().get(i % 6), 1 + (i * 7) % 6);
    }
    UUID newcomer = log.join("late");

    // then
    List<Double> orders = line().stream().map(id -> log.session(id).order()).toList();
    assertThat(orders).isSorted().doesNotHaveDuplicates();
    assertThat(line().getLast()).isEqualTo(newcomer);
  }

  @Test
  void thousandsFitAtTheSamePlaceInEitherDirection() {
    // given
    List<UUID> others = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      others.add(log.join("other-" + i));
    }
    List<UUID> first = line().subList(0, 3);

    // when
    List<UUID> upwards = others.subList(0, 1_000);
    for (int i = 0; i < upwards.size(); i++) {
      move(upwards.get(i), 4 + i);
    }
    List<UUID> downwards = others.subList(1_000, 2_000);
    downwards.forEach(id -> move(id, 2));

    // then
    List<UUID> expected = new ArrayList<>(downwards);
    Collections.reverse(expected);
    expected.addFirst(first.get(0));
    expected.add(first.get(1));
    expected.add(first.get(2));
    expected.addAll(upwards);
    assertThat(line().subList(0, 2_003)).isEqualTo(expected);
  }

  @Test
  void whereTooManyWereMovedItSaysSo() {
    // given
    List<Event> events = List.of();
    UUID first = line().getFirst();
    UUID moved = line().get(2);
    UUID other = line().get(3);

    // when
    for (int i = 0; i < 10_000 && !isRefused(events); i++) {
      events = move(i % 2 == 0 ? moved : other, 2);
    }

    // then
    assertThat(line().getFirst()).isEqualTo(first);
    assertThat(refusal(events).reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(refusal(events).message()).contains("choose the position before or after it");
  }

  private static boolean isRefused(List<Event> events) {
    return !events.isEmpty() && !(events.getFirst() instanceof SessionMoved);
  }

  @Test
  void whoeverWasMovedToTheFrontIsNextAndServingDoesNotJump() {
    // given
    UUID last = line().getLast();
    move(last, 1);

    // when
    List<Event> events = log.when(new LeaveSession(sessions.getFirst()));

    // then
    assertThat(events)
        .filteredOn(SessionAdmitted.class::isInstance)
        .extracting(event -> ((SessionAdmitted) event).sessionId())
        .containsExactly(last);
    assertThat(room().serving()).isEqualTo(1);
    assertThat(room().waiting()).isEqualTo(5);
  }

  @Test
  void whatCannotBeMovedIsRefused() {
    // when
    var active = refusal(move(sessions.getFirst(), 1));
    var unknown = refusal(move(new UUID(9, 9), 1));
    var there = refusal(move(sessions.get(1), 1));

    // then
    assertThat(active.reason()).isEqualTo(RefusalReason.SESSION_NOT_WAITING);
    assertThat(active.message())
        .isEqualTo(
            "Expected to move session '%s' to position 1, but it is in state ACTIVE"
                .formatted(sessions.getFirst()));
    assertThat(unknown.reason()).isEqualTo(RefusalReason.UNKNOWN_SESSION);
    assertThat(there.reason()).isEqualTo(RefusalReason.NOT_DUE);
    assertThat(there.message()).endsWith("it stands at 1 already");
  }

  @Test
  void aCommandNeedsAPositionAndAReason() {
    assertThatThrownBy(() -> new MoveSession(sessions.getFirst(), 0, WHY))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("position");
    assertThatThrownBy(() -> new MoveSession(sessions.getFirst(), 1, " "))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("reason");
  }
}
