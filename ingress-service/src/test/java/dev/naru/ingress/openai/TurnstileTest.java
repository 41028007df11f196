package dev.naru.ingress.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile turnstile = new Turnstile(2);

  @Test
  void soManyAreInsideAndTheRestFollowsInOrder() {
    // given
    var first = turnstile.enter();
    var second = turnstile.enter();
    var third = turnstile.enter();
    var fourth = turnstile.enter();
    assertThat(first).isDone();
    assertThat(second).isDone();
    assertThat(third).isNotDone();

    // when
    turnstile.leave(second);

    // then
    assertThat(third).isDone();
    assertThat(fourth).isNotDone();
  }

  @Test
  void whoLeavesBeforeHisTurnHoldsUpNobody() {
    // given
    var first = turnstile.enter();
    var second = turnstile.enter();
    var impatient = turnstile.enter();
    var patient = turnstile.enter();

    // when
    turnstile.leave(impatient);
    turnstile.leave(first);

    // then
    assertThat(impatient).isNotDone();
    assertThat(patient).isDone();
    turnstile.leave(first);
    assertThat(turnstile.enter()).as("second and patient are inside").isNotDone();
    assertThat(second).isDone();
  }
}
