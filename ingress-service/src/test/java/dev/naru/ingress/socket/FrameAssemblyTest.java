package dev.naru.ingress.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.socket.FrameAssembly.FrameTooLargeException;
import org.junit.jupiter.api.Test;

class FrameAssemblyTest {
  private final FrameAssembly assembly = new FrameAssembly();

  @Test
  void piecesBecomeAFrameAndThenTheNext() throws Exception {
    // when, then
    assertThat(assembly.add("na", false, 1_000)).isNull();
    assertThat(assembly.add("ru", true, 1_000)).isEqualTo("naru");
    assertThat(assembly.add("whole", true, 1_000)).isEqualTo("whole");
    assertThat(assembly.add("", true, 1_000)).isEmpty();
  }

  @Test
  void aFrameIsTooLargeWhenItsPiecesAre() throws Exception {
    // given
    assertThat(assembly.add("x".repeat(100), true, 100)).hasSize(100);
    assertThat(assembly.add("x".repeat(70), false, 100)).isNull();

    // then
    assertThatThrownBy(() -> assembly.add("x".repeat(31), true, 100))
        .isInstanceOf(FrameTooLargeException.class);
  }

  @Test
  void emptyPiecesComeToAnEndToo() throws Exception {
    // given
    for (int i = 0; i < 15; i++) {
      assertThat(assembly.add("", false, 1_000)).isNull();
    }

    // then
    assertThatThrownBy(() -> assembly.add("", false, 1_000))
        .isInstanceOf(FrameTooLargeException.class);
  }
}
