package dev.naru.admission.decide;

import static dev.naru.admission.decide.TestLog.ROOM;
import static dev.naru.admission.decide.TestLog.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.model.Announcement;
import dev.naru.model.RefusalReason;
import dev.naru.model.command.Announce;
import dev.naru.model.event.Announced;
import dev.naru.model.event.Event;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnounceTest {

  @Test
  void theLastAnnouncementStandsWithItsTimeAndNumber() {
    // given
    TestLog log = TestLog.withCapacity(1);
    log.when(new Announce(log.newId(), ROOM, "We open at 10"));
    UUID id = log.newId();

    // when
    List<Event> events = log.when(new Announce(id, ROOM, ""));

    // then
    assertThat(events).containsExactly(new Announced(id, ROOM, ""));
    assertThat(told(log)).isEqualTo(new Announcement(id, "", log.now(), 2));
  }

  @Test
  void whatWasAnnouncedAlreadyIsRefused() {
    // given
    TestLog log = TestLog.withCapacity(1);
    Announce announce = new Announce(log.newId(), ROOM, "We open at 10");
    log.when(announce);

    // when
    List<Event> again = log.when(announce);
    List<Event> nowhere = log.when(new Announce(log.newId(), "nowhere", "Hello"));

    // then
    assertThat(refusal(again).reason()).isEqualTo(RefusalReason.ID_TAKEN);
    assertThat(refusal(nowhere).reason()).isEqualTo(RefusalReason.UNKNOWN_ROOM);
    assertThat(Objects.requireNonNull(told(log)).number()).isEqualTo(1);
  }

  @Test
  void aTextIsPlainAndNotTooLong() {
    // given
    UUID id = new UUID(0, 1);

    // then
    assertThat(new Announce(id, ROOM, "🚀".repeat(2_000)).text()).hasSize(4_000);
    assertThat(new Announce(id, ROOM, "a\r\n\tb").text()).isEqualTo("a\r\n\tb");
    for (String wrong : List.of("x".repeat(2_001), "\u0007", "\ud800", "a\u0000b")) {
      assertThatThrownBy(() -> new Announce(id, ROOM, wrong))
          .hasMessageMatching("Expected 'text' to be .+, but it is [0-9]+ long");
    }
  }

  private static @Nullable Announcement told(TestLog log) {
    return Objects.requireNonNull(log.state().room(ROOM)).announcement();
  }
}
