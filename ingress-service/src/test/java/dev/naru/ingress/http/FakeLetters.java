package dev.naru.ingress.http;

import dev.naru.ingress.deadletter.DeadLetters;
import dev.naru.ingress.deadletter.Letter;
import dev.naru.ingress.deadletter.LetterFilter;
import dev.naru.ingress.deadletter.LetterState;
import dev.naru.ingress.deadletter.RedrivePlan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dead letters in memory. */
final class FakeLetters implements DeadLetters {
  final Map<UUID, Letter> letters = new ConcurrentHashMap<>();

  /** Queries that have a result. */
  final Set<UUID> answered = ConcurrentHashMap.newKeySet();

  void add(Letter letter) {
    letters.put(letter.id(), letter);
  }

  @Override
  public List<Letter> list(LetterFilter filter, int most, @Nullable UUID before) {
    return letters.values().stream()
        .filter(letter -> letter.state().isListed() && isMeant(letter, filter))
        .filter(letter -> before == null || letter.id().compareTo(before) < 0)
        .sorted(Comparator.comparing(Letter::id).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public Optional<Letter> find(UUID id) {
    return Optional.ofNullable(letters.get(id));
  }

  @Override
  public RedrivePlan plan(LetterFilter filter) {
    long settled = open(filter).filter(this::isAnswered).count();
    long letters = open(filter).filter(letter -> !isAnswered(letter)).count();
    return new RedrivePlan(letters, settled, 0);
  }

  @Override
  public RedrivePlan want(LetterFilter filter, int ratePerSecond) {
    RedrivePlan plan = plan(filter);
    open(filter)
        .toList()
        .forEach(
            letter -> move(letter, isAnswered(letter) ? LetterState.REDRIVEN : LetterState.WANTED));
    return plan;
  }

  @Override
  public boolean discard(UUID id) {
    Letter letter = letters.get(id);
    if (letter == null || letter.state().isUnderWay()) {
      return false;
    }
    move(letter, LetterState.DISCARDED);
    return true;
  }

  void move(Letter letter, LetterState state) {
    add(
        new Letter(
            letter.id(),
            letter.at(),
            letter.topic(),
            letter.partition(),
            letter.offset(),
            letter.reason(),
            letter.queryId(),
            letter.attempts(),
            letter.parked(),
            letter.value(),
            letter.sha256(),
            state,
            letter.redrive()));
  }

  private Stream<Letter> open(LetterFilter filter) {
    return letters.values().stream()
        .filter(letter -> letter.state() == LetterState.OPEN && isMeant(letter, filter));
  }

  private boolean isAnswered(Letter letter) {
    UUID query = letter.queryId();
    return query != null && answered.contains(query);
  }

  private static boolean isMeant(Letter letter, LetterFilter filter) {
    Boolean parked = filter.parked();
    return (filter.id() == null || letter.id().equals(filter.id()))
        && (filter.reason() == null || letter.reason().equals(filter.reason()))
        && (filter.topic() == null || letter.topic().equals(filter.topic()))
        && (parked == null || letter.parked() == parked);
  }
}
