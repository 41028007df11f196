package dev.naru.ingress.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.naru.ingress.FakeView;
import dev.naru.model.RoomSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms of a log of two partitions. */
class RoomsTest {
  private final List<FakeView> views = List.of(new FakeView(), new FakeView());
  private final Partitions partitions = new Partitions(this::partition);
  private final Rooms rooms = new Rooms(partitions);

  private Partition partition(int number) {
    Stamps stamps = new Stamps();
    return new Partition(number, views.get(number), stamps, Currencies.alwaysCurrent(stamps));
  }

  @Test
  void aRoomIsFoundOnItsPartition() {
    // given
    partitions.count(2);
    views.get(1).room("b", RoomSettings.defaults());

    // then
    assertThat(rooms.partition("b")).map(Partition::number).contains(1);
    assertThat(rooms.read("b")).isPresent();
    assertThat(rooms.settings("b")).contains(RoomSettings.defaults());
    assertThat(rooms.partition("a")).isEmpty();
  }

  @Test
  void whatAnEventToldIsKnownWhileTheViewIsAway() {
    // given
    partitions.count(2);
    views.get(1).away(true);

    // when
    rooms.configured("b", RoomSettings.defaults(), partitions.of(1));

    // then
    assertThat(rooms.partition("b")).map(Partition::number).contains(1);
  }

  @Test
  void thatThereIsNoSuchRoomIsNotSaidBeforeAllPartitionsAreKnown() {
    // when
    assertThatThrownBy(() -> rooms.settings("b")).isInstanceOf(ViewAwayException.class);
    partitions.count(2);
    views.get(1).away(true);

    // then
    assertThatThrownBy(() -> rooms.settings("b")).isInstanceOf(ViewAwayException.class);
    views.get(1).away(false);
    assertThat(rooms.settings("b")).isEmpty();
  }

  @Test
  void aPartitionThatTheLogHasNotToldOfCannotBeRead() {
    assertThatThrownBy(() -> partitions.of(1)).isInstanceOf(ViewAwayException.class);
    assertThat(partitions.of(0)).isSameAs(partitions.first());
  }
}
