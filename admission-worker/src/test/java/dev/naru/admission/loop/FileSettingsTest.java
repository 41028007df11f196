package dev.naru.admission.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.ConfigureRoom;
import dev.naru.model.command.PlacePool;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.wire.HashChain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file against the state, as at a start. */
class FileSettingsTest {
  private static final PoolSettings POOL = PoolSettings.defaults();
  private static final RoomSettings ROOM = RoomSettings.defaults();

  private final RoomsState state = new RoomsState();
  private long offset;

  private void happened(Event event) {
    new Evolver().evolve(state, new Envelope(offset++, 0, 0, HashChain.GENESIS, event));
  }

  private static RoomSettings on(String... pools) {
    return RoomSettings.plain(
        ROOM.capacity(),
        ROOM.maxWaiting(),
        ROOM.sessionTtl(),
        ROOM.idleTimeout(),
        ROOM.abandonTimeout(),
        ROOM.claimTimeout(),
        ROOM.admissionRate(),
        ROOM.identity(),
        List.of(pools),
        ROOM.queries());
  }

  private static FileSettings file(RoomSettings room, PoolSettings pool) {
    return new FileSettings(Map.of("default", room), Map.of("default", pool));
  }

  @Test
  void anOperatorsChangeOutlivesARestart() {
    // given
    happened(new PoolConfigured("default", POOL, SettingsSource.FILE));
    happened(new RoomConfigured("default", ROOM, SettingsSource.FILE));
    happened(new PoolConfigured("default", POOL.withSlots(12, 1), SettingsSource.OPERATOR));
    happened(new RoomConfigured("default", ROOM.withCapacity(3), SettingsSource.OPERATOR));

    // then
    assertThat(file(ROOM, POOL).changes(state)).isEmpty();
  }

  @Test
  void anEntryThatWasChangedInTheFileComesIntoForce() {
    // given
    happened(new PoolConfigured("default", POOL, SettingsSource.FILE));
    happened(new RoomConfigured("default", ROOM, SettingsSource.FILE));
    happened(new RoomConfigured("default", ROOM.withCapacity(3), SettingsSource.OPERATOR));

    // then
    assertThat(file(ROOM.withCapacity(7), POOL).changes(state))
        .containsExactly(new ConfigureRoom("default", ROOM.withCapacity(7), SettingsSource.FILE));
  }

  @Test
  void whatTheStateDoesNotKnowIsConfiguredPoolsFirst() {
    // then
    assertThat(file(ROOM, POOL).changes(state))
        .containsExactly(
            new ConfigurePool("default", POOL, SettingsSource.FILE),
            new ConfigureRoom("default", ROOM, SettingsSource.FILE));
  }

  @Test
  void aPoolWithoutAPartitionIsPlacedBesideThoseOfItsRooms() {
    // given
    FileSettings file =
        new FileSettings(Map.of("r", on("a", "b")), Map.of("a", POOL, "b", POOL, "c", POOL));

    // then
    assertThat(file.placements(Map.of("c", 1), 3))
        .containsExactly(new PlacePool("a", List.of("b"), 3), new PlacePool("b", List.of("a"), 3));
  }

  @Test
  void poolsThatRoomsChainTogetherAreAllPlacedTogether() {
    // given
    FileSettings file =
        new FileSettings(
            Map.of("r", on("a", "c"), "s", on("c", "b")), Map.of("a", POOL, "b", POOL, "c", POOL));

    // when
    List<PlacePool> placements = file.placements(Map.of(), 2);
    placements.forEach(this::decided);

    // then
    assertThat(state.placements()).isEqualTo(Map.of("a", 0, "b", 0, "c", 0));
    assertThat(file.torn(state.placements())).isEmpty();
  }

  private void decided(PlacePool command) {
    new CommandProcessor(state, envelope -> {}).process(command, offset++, 0, HashChain.GENESIS);
  }

  @Test
  void aPartitionGetsItsOwnPoolsAndRooms() {
    // given
    FileSettings file =
        new FileSettings(Map.of("r", on("a"), "s", on("b")), Map.of("a", POOL, "b", POOL));

    // then
    assertThat(file.changes(state, "b"::equals))
        .containsExactly(
            new ConfigurePool("b", POOL, SettingsSource.FILE),
            new ConfigureRoom("s", on("b"), SettingsSource.FILE));
  }

  @Test
  void aRoomWhosePoolsWerePlacedApartIsNamed() {
    // given
    FileSettings file = new FileSettings(Map.of("r", on("a", "b")), Map.of("a", POOL, "b", POOL));

    // then
    assertThat(file.torn(Map.of("a", 0, "b", 1))).containsExactly("r");
    assertThat(file.torn(Map.of("a", 1, "b", 1))).isEmpty();
    assertThat(file.torn(Map.of("a", 1))).isEmpty();
  }
}
