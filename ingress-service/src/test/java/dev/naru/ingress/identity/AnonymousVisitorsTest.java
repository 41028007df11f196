package dev.naru.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.identity.AnonymousVisitors.Visitor;
import dev.naru.model.UserKeys;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class AnonymousVisitorsTest {
  @TempDir private Path folder;

  private AnonymousVisitors visitors() {
    return AnonymousVisitors.keptIn(new KeyFolder(folder));
  }

  @Test
  void theSameCookieIsTheSameVisitorOnEachIngress() {
    // given
    Visitor visitor = visitors().of(List.of());

    // then
    assertThat(UserKeys.isValid(visitor.userKey())).isTrue();
    assertThat(visitors().of(List.of("nonsense", visitor.cookie()))).isEqualTo(visitor);
    assertThat(visitors().ofUserKey(visitor.userKey())).contains(visitor);
    assertThat(visitors().of(List.of())).isNotEqualTo(visitor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "kim",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA.",
        "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.x",
        "anon-AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA"
      })
  void whoeverMakesACookieIsSomebodyNew(String forged) {
    assertThat(visitors().of(List.of(forged)).cookie()).isNotEqualTo(forged);
  }

  @Test
  void aUserKeyThatSomebodyReadIsNoCookie() {
    // given
    Visitor visitor = visitors().of(List.of());

    // then
    assertThat(visitors().of(List.of(visitor.userKey()))).isNotEqualTo(visitor);
    assertThat(visitors().ofUserKey("kim")).isEmpty();
    assertThat(visitors().ofUserKey(visitor.userKey() + "x")).isEmpty();
  }
}
