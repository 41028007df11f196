package dev.naru.query.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
  private final List<String> heard = new ArrayList<>();
  private final EventStream events = new EventStream(heard::add);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void dataIsFoundWhereverTheTextIsCut(String newline) {
    // given
    String text =
        String.join(
            newline,
            ": a comment",
            "event: delta",
            "id: 7",
            "data: {\"a\":1}",
            "",
            "data:two",
            "data",
            "data:  lines",
            "",
            "retry: 5",
            "",
            "database: no data",
            "",
            "data: last",
            "",
            "");

    // when
    text.chars().forEach(each -> events.accept(Character.toString(each)));

    // then
    assertThat(heard).containsExactly("{\"a\":1}", "two\n\n lines", "last");
    assertThat(events.pending()).isZero();
  }

  @Test
  void aMarkBeforeTheTextIsNoPartOfIt() {
    // when
    events.accept("\ufeffdata: \ufeff1\n\n");

    // then
    assertThat(heard).containsExactly("\ufeff1");
  }

  @Test
  void whatOnlyTheEndOfTheStreamEndsCounts() {
    // given
    events.accept("data: 1\n\ndata: 2");
    assertThat(events.pending()).isEqualTo(7);

    // when
    events.end();

    // then
    assertThat(heard).containsExactly("1", "2");
  }

  @Test
  void nothingIsNoEvent() {
    // when
    events.accept("\n\n\n: only a comment\n\n");
    events.end();

    // then
    assertThat(heard).isEmpty();
  }
}
