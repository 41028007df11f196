package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.FakeView;
import dev.naru.model.RoomSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomFiguresTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final FakeView view = new FakeView();
  private final RoomFigures figures = new RoomFigures(view::room);

  @Test
  void howeverManyAskTheViewIsReadOnce() {
    // given
    view.room("a", RoomSettings.defaults());

    // when
    for (int i = 0; i < 50; i++) {
      assertThat(figures.of("a", PATIENCE)).isPresent();
    }

    // then
    assertThat(view.roomReads()).isLessThan(25);
  }

  @Test
  void aRoomThatIsNotThereIsLookedForAgain() {
    // given
    assertThat(figures.of("a", PATIENCE)).isEmpty();

    // when
    view.room("a", RoomSettings.defaults());

    // then
    assertThat(figures.of("a", PATIENCE)).isPresent();
  }

  @Test
  void whileTheViewIsAwayThereAreNoFigures() {
    // given
    view.away(true);

    // then
    assertThatThrownBy(() -> figures.of("a", PATIENCE)).isInstanceOf(ViewAwayException.class);
  }
}
