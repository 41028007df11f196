package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.http.PushPlaces.Place;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PushPlacesTest {
  private final UUID session = UUID.randomUUID();
  private final PushPlaces places = new PushPlaces(2);

  @Test
  void eachSessionHasItsOwn() {
    // given
    places.take(session);
    places.take(session);

    // when
    Place other = places.take(UUID.randomUUID());

    // then
    assertThatThrownBy(() -> places.take(session))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(429));
    other.close();
    assertThat(places.sessions()).isOne();
  }

  @Test
  void whoComesWhenAPlaceIsGivenUpHasIt() throws Exception {
    // given
    places.take(session);
    Place first = places.take(session);

    // when
    CompletableFuture<Place> next = CompletableFuture.supplyAsync(() -> places.take(session));
    first.close();
    first.close();

    // then
    assertThat(next.get()).isNotNull();
    assertThatThrownBy(() -> places.take(session)).isInstanceOf(ProblemException.class);
  }

  @Test
  void nothingIsKeptOfThoseWhoWent() {
    // given
    Place one = places.take(session);
    Place two = places.take(session);

    // when
    one.close();
    two.close();

    // then
    assertThat(places.sessions()).isZero();
  }
}
