package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.ingress.view.SessionGatherer.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionGathererTest {
  private final List<List<Wanted>> begun = new ArrayList<>();
  private final List<CompletableFuture<List<SessionReading>>> underWay = new ArrayList<>();
  private final SessionGatherer gatherer = new SessionGatherer(this::read);

  private CompletionStage<List<SessionReading>> read(List<Wanted> wanted) {
    begun.add(wanted);
    underWay.add(new CompletableFuture<>());
    return underWay.getLast();
  }

  private void answer() {
    List<SessionReading> readings = begun.getLast().stream().map(this::reading).toList();
    underWay.getLast().complete(readings);
  }

  private SessionReading reading(Wanted wanted) {
    return new SessionReading(Head.NONE, wanted.id(), wanted.asker(), null, Holder.UNKNOWN);
  }

  private CompletableFuture<SessionReading> ask(UUID id) {
    return gatherer.session(id, id).toCompletableFuture();
  }

  @Test
  void whoeverAsksDuringAReadingIsInTheNextOne() {
    // given
    var ids = IntStream.range(0, 100).mapToObj(i -> new UUID(0, i)).toList();
    var first = ask(ids.getFirst());

    // when
    var others = ids.stream().skip(1).map(this::ask).toList();

    // then
    assertThat(begun).hasSize(1);
    answer();
    assertThat(first).isCompletedWithValueMatching(it -> it.liveId().equals(ids.getFirst()));
    assertThat(begun).hasSize(2);
    answer();
    assertThat(others).allMatch(CompletableFuture::isDone);
    assertThat(others.stream().map(it -> it.join().liveId())).isEqualTo(ids.subList(1, 100));
  }

  @Test
  void oneReadingTakesALimitedNumber() {
    // given
    var asked = IntStream.range(0, 1_000).mapToObj(i -> ask(new UUID(0, i))).toList();

    // when
    for (int i = 0; i < 5; i++) {
      answer();
    }

    // then
    assertThat(asked).allMatch(CompletableFuture::isDone);
    assertThat(begun).allMatch(wanted -> wanted.size() <= 250);
  }

  @Test
  void aReadingThatFailsIsItsAskersAlone() {
    // given
    var first = ask(new UUID(0, 1));
    var second = ask(new UUID(0, 2));

    // when
    underWay.getFirst().completeExceptionally(new IllegalStateException("Redis is away"));
    answer();

    // then
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
  }

  @Test
  void aReadingThatCannotBeginFailsAndTheNextOneBegins() {
    // given
    var refusing =
        new SessionGatherer(
            wanted -> {
              throw new ViewAwayException("no connection", null);
            });

    // when
    var first = refusing.session(new UUID(0, 1), new UUID(0, 1)).toCompletableFuture();
    var second = refusing.session(new UUID(0, 2), new UUID(0, 2)).toCompletableFuture();

    // then
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
  }
}
