package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewCurrencyTest {
  private final AtomicLong nanos = new AtomicLong(1_000_000);
  private final Stamps stamps = new Stamps();
  private final ViewCurrency currency = new ViewCurrency(nanos::get, stamps);

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    currency.tick();
  }

  private static Head at(long offset) {
    return new Head(1, offset);
  }

  @Test
  void nothingIsKnownToBeCurrentBeforeTheLogHasAnswered() {
    // then
    assertThat(currency.objection(at(7))).contains("does not answer");
  }

  @Test
  void aViewThatMissesAnEventOfTwoSecondsIsBehind() {
    // given
    currency.contact();
    currency.event(7);

    // when
    pass(1_900);
    String before = currency.objection(at(6));
    pass(200);

    // then
    assertThat(before).isNull();
    assertThat(currency.objection(at(6))).contains("behind");
    assertThat(currency.objection(at(7))).isNull();
  }

  @Test
  void aReadingOfAMomentAgoIsNotBehindJustBecauseTheViewHasMovedOn() {
    // given
    currency.contact();
    currency.event(7);
    stamps.advance(at(7));

    // when
    pass(100);

    // then
    assertThat(currency.objection(at(6))).isNull();
  }

  @Test
  void theNewestEventCountsAlsoWhenManyComeAtOnce() {
    // given
    currency.contact();
    currency.event(7);
    currency.event(8);
    currency.event(9);

    // when
    pass(2_100);

    // then
    assertThat(currency.objection(at(8))).isNotNull();
    assertThat(currency.objection(at(9))).isNull();
  }

  @Test
  void withoutAnAnswerOfTheLogForFiveSecondsNothingIsKnownToBeCurrent() {
    // given
    currency.contact();

    // when
    pass(4_900);
    String before = currency.objection(at(1));
    pass(200);

    // then
    assertThat(before).isNull();
    assertThat(currency.objection(at(1))).isNotNull();
  }

  @Test
  void theLagIsTheAgeOfTheOldestEventThatIsNotShown() {
    // given
    currency.contact();
    currency.event(7);
    pass(500);
    double behind = currency.lagSeconds();

    // when
    stamps.advance(at(7));
    pass(0);

    // then
    assertThat(behind).isEqualTo(0.5);
    assertThat(currency.lagSeconds()).isZero();
  }
}
