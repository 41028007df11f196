package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionBodiesTest {
  private static SessionRecord session(SessionState state, @Nullable Long position) {
    return new SessionRecord(
        UUID.randomUUID(), "a", state, 9L, position, null, null, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "20,1", "21,2", "400,20", "600,30", "100000,30"})
  void theFartherBackTheRarerOneHasToAsk(long position, long seconds) {
    // then
    assertThat(SessionBodies.pollAfter(session(SessionState.WAITING, position))).isEqualTo(seconds);
  }

  @Test
  void whoHasNoPlaceYetAsksNowAndThen() {
    // then
    assertThat(SessionBodies.pollAfter(session(SessionState.WAITING, null))).isEqualTo(10);
  }

  @Test
  void theActiveAskEverySecondAndTheEndedNoMore() {
    // then
    assertThat(SessionBodies.pollAfter(session(SessionState.ACTIVE, null))).isEqualTo(1);
    assertThat(SessionBodies.pollAfter(session(SessionState.PENDING, null))).isEqualTo(1);
    assertThat(SessionBodies.pollAfter(session(SessionState.ENDED, null))).isNull();
  }
}
