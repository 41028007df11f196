package dev.naru.ingress.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.push.Asked.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  private static final String BODY = BodyDigest.of("W/\"a\"");

  @Test
  void aPlaceIsReadAsItWasWritten() {
    // given
    QueryPlace query = QueryPlace.START.afterChunk("1764068400000-7").afterBody(BODY);
    Map<UUID, QueryPlace> queries = new LinkedHashMap<>();
    queries.put(UUID.randomUUID(), query);
    queries.put(UUID.randomUUID(), QueryPlace.START);
    SessionPlace session = new SessionPlace("1764068400000-1", BODY, 12, queries);

    // then
    assertThat(query.text()).isEqualTo("1764068400000-7." + BODY);
    assertThat(QueryPlace.parse(query.text())).contains(query);
    assertThat(QueryPlace.parse(QueryPlace.START.text())).contains(QueryPlace.START);
    assertThat(SessionPlace.parse(session.text())).contains(session);
    assertThat(SessionPlace.parse(SessionPlace.START.text())).contains(SessionPlace.START);
  }

  @Test
  void aPlaceFitsIntoAHeaderWhateverIsUnderWay() {
    // given
    Map<UUID, QueryPlace> queries = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      queries.put(UUID.randomUUID(), new QueryPlace("1764068400000-12345", BODY));
    }

    // when
    String text = new SessionPlace("1764068400000-1", BODY, Long.MAX_VALUE / 10, queries).text();

    // then
    assertThat(text).hasSizeLessThan(5_000);
    assertThat(SessionPlace.parse(text).orElseThrow().queries()).hasSize(SessionPlace.MOST_QUERIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1-0",
        "1-0.",
        ".x",
        "a-0.x",
        "1-0.x;",
        "1-0.x;y",
        "1-0.x y",
        "1-0.x\n",
        "9999999999999999999-0.x",
        "1-0.x;c0ffee.1-0.x",
        "* 1-0.x"
      })
  void whatIsNoPlaceIsNotTakenForOne(String text) {
    assertThat(QueryPlace.parse(text)).isEmpty();
    assertThat(SessionPlace.parse(text)).isEmpty();
  }

  @Test
  void aDigestTellsBodiesApartAndFitsThePlace() {
    assertThat(BODY).hasSize(12).matches("[A-Za-z0-9_-]+");
    assertThat(BodyDigest.of("W/\"a\"")).isEqualTo(BODY);
    assertThat(BodyDigest.of("W/\"b\"")).isNotEqualTo(BODY);
  }

  @Test
  void entriesAreOrderedAsNumbers() {
    // given
    Entry entry = new Entry("1000-10", UUID.randomUUID());

    // then
    assertThat(entry.isAfter("999-99")).isTrue();
    assertThat(entry.isAfter("1000-9")).isTrue();
    assertThat(entry.isAfter("1000-10")).isFalse();
    assertThat(entry.isAfter("1001-0")).isFalse();
  }
}
