package dev.naru.ingress.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.story.Story.What;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryTellerTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static VisitRow visit(int ahead) {
    VisitRow visit = new VisitRow();
    visit.id = new UUID(0, 1);
    visit.room = "default";
    visit.ticket = 9L;
    visit.ahead = ahead;
    visit.joinedAt = at(0);
    visit.requestedOffset = 17L;
    visit.requestedChain = "c".repeat(64);
    return visit;
  }

  private static List<String> steps(Story story) {
    return story.steps().stream()
        .map(step -> step.at() + " " + step.what() + " " + step.ahead() + " " + step.why())
        .toList();
  }

  @Test
  void aWaitIsToldInOrderWithWhatMovedItAndWhatHeldItUp() {
    // given
    VisitRow visit = visit(8);
    visit.admittedAt = at(60);
    visit.leftLineOffset = 99L;
    visit.endedAt = at(90);
    visit.endedReason = "LEFT";

    // when
    Story story =
        new StoryTeller(visit)
            .tell(
                3,
                List.of(
                    new Movement(at(10), 2, 1, 0, 0),
                    new Movement(at(50), 1, 0, 2, 1),
                    new Movement(at(60), 1, 0, 0, 0)),
                List.of(
                    new ChangeRow(at(20), What.PAUSED, 20),
                    new ChangeRow(at(40), What.RESUMED, 20),
                    new ChangeRow(at(45), What.HELD, "upstream held"),
                    new ChangeRow(at(50), What.CAPACITY, 21)),
                new StandingRow(20, 20, false),
                at(100));

    // then
    assertThat(steps(story))
        .containsExactly(
            at(0) + " JOINED 8 who came first goes first: 8 came before you",
            at(10) + " MOVED 5 of those before you: 2 served, 1 left",
            at(20) + " PAUSED 5 an operator paused admission: nobody is admitted",
            at(40) + " RESUMED 5 an operator resumed admission",
            at(45) + " HELD 5 upstream held",
            at(50) + " CAPACITY 5 from here on 21 may be active at once",
            at(50) + " MOVED 1 of those before you: 1 served, 2 abandoned, 1 removed",
            at(60) + " MOVED 0 of those before you: 1 served",
            at(60) + " ADMITTED 0 it was your turn",
            at(90) + " ENDED null LEFT");
    assertThat(story.receipt()).isEqualTo(new Story.Receipt(3, 17, 9, "c".repeat(64)));
  }

  @Test
  void aWaitThatGoesOnEndsWithWhatHoldsItUp() {
    // when, then
    assertThat(lastOf(new StandingRow(20, 20, false))).endsWith("0 all 20 places are taken");
    assertThat(lastOf(new StandingRow(19, 20, true))).endsWith("nobody is admitted");
    assertThat(lastOf(new StandingRow(19, 20, false))).contains("19 of 20 places are taken");
    assertThat(lastOf(null)).endsWith("your turn comes when a place is free");
  }

  private static String lastOf(@Nullable StandingRow standing) {
    Story story = new StoryTeller(visit(0)).tell(0, List.of(), List.of(), standing, at(5));
    assertThat(story.steps()).hasSize(2);
    return steps(story).getLast();
  }

  @Test
  void whoDidNotWaitIsToldSo() {
    // given
    VisitRow visit = visit(0);
    visit.admittedAt = at(0);
    visit.leftLineOffset = visit.requestedOffset;

    // when
    Story story = new StoryTeller(visit).tell(0, List.of(), List.of(), null, at(5));

    // then
    assertThat(steps(story))
        .containsExactly(at(0) + " JOINED 0 nobody waited", at(0) + " ADMITTED 0 a place was free");
  }

  @Test
  void aRefusedRequestHasItsReasonAndNoReceipt() {
    // given
    VisitRow visit = visit(0);
    visit.ticket = null;
    visit.joinedAt = null;
    visit.endedAt = at(1);
    visit.endedReason = "REFUSED";
    visit.refusal = "LINE_FULL";

    // when
    Story story = new StoryTeller(visit).tell(0, List.of(), List.of(), null, at(5));

    // then
    assertThat(steps(story)).containsExactly(at(1) + " ENDED null REFUSED: LINE_FULL");
    assertThat(story.receipt()).isNull();
  }

  @Test
  void whomAnOperatorMovesIsToldToThoseWhoArePassedOver() {
    // given
    VisitRow visit = visit(3);
    ChangeRow passed = new ChangeRow(at(10), What.PASSED, "an operator moved somebody before you");
    passed.moreAhead = 1;
    ChangeRow placed = new ChangeRow(at(20), What.PLACED, "an operator moved you");
    placed.nowAhead = 1;

    // when
    Story story =
        new StoryTeller(visit)
            .tell(0, List.of(), List.of(passed, placed), new StandingRow(1, 1, false), at(30));

    // then
    assertThat(steps(story))
        .containsExactly(
            at(0) + " JOINED 3 who came first goes first: 3 came before you",
            at(10) + " PASSED 4 an operator moved somebody before you",
            at(20) + " PLACED 1 an operator moved you",
            at(30) + " WAITING 1 all 1 places are taken");
  }

  @Test
  void whoCameBeforeTheOpeningReadsThatTheOrderWasDrawn() {
    // given
    VisitRow visit = visit(3);
    visit.drawnTicket = 12L;
    visit.drawnAhead = 7;
    ChangeRow before = scheduled(0, "PRE_QUEUE_LOTTERY");
    ChangeRow opened = scheduled(60, "OPENED");
    ChangeRow drawn = scheduled(60, "DRAWN");

    // when
    Story story =
        new StoryTeller(visit)
            .tell(
                0,
                List.of(new Movement(at(61), 2, 0, 0, 0)),
                List.of(before, opened, drawn),
                new StandingRow(2, 2, false),
                at(70));

    // then
    assertThat(steps(story))
        .containsExactly(
            at(0) + " JOINED null you came before the room opened",
            at(0)
                + " PRE_QUEUE null the room is not open yet: nobody is admitted before it opens, and the order is drawn by lottery then",
            at(60) + " OPENED null the schedule opened the room",
            at(60) + " DRAWN 7 the order of all who came before the opening was drawn by lottery",
            at(61) + " MOVED 5 of those before you: 2 served",
            at(70) + " WAITING 5 all 2 places are taken");
  }

  private static ChangeRow scheduled(int second, String what) {
    ChangeRow change = new ChangeRow(at(second), What.OPENED, 2);
    change.what = what;
    change.bySchedule = true;
    return change;
  }
}
