package dev.naru.ingress.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceBookTest {
  private final PresenceBook book = new PresenceBook();
  private final UUID id = UUID.randomUUID();

  @Test
  void theLastSignOfLifeCountsAndIsToldOnce() {
    // given
    book.heard("a", id, 5);
    book.heard("a", id, 4);

    // when
    Map<String, Map<UUID, Long>> taken = book.take();

    // then
    assertThat(taken).isEqualTo(Map.of("a", Map.of(id, 5L)));
    assertThat(book.take()).isEmpty();
  }

  @Test
  void whatCouldNotBeToldIsToldLaterUnlessThereIsNews() {
    // given
    book.heard("a", id, 5);
    Map<UUID, Long> taken = book.take().get("a");
    book.heard("a", id, 9);

    // when
    book.putBack("a", taken == null ? Map.of() : taken);

    // then
    assertThat(book.take()).isEqualTo(Map.of("a", Map.of(id, 9L)));
  }
}
