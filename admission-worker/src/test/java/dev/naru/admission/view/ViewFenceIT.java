package dev.naru.admission.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.naru.admission.state.Evolver;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.view.ViewWriter.Condition;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A worker that was replaced without knowing it, on its way to Redis. */
@TestInstance(Lifecycle.PER_CLASS)
class ViewFenceIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ViewKeys KEYS = new ViewKeys(0);
  private static final long OLD_TERM = 5;
  private static final long NEW_TERM = 9;

  private final WireFormat wire = new WireFormat();
  private final RoomsState state = new RoomsState();
  private Servers servers;
  private RedisConnections redis;

  @BeforeAll
  void start(@TempDir Path folder) {
    servers = TestServers.in(folder, EnumSet.of(Kind.REDIS));
    redis = new RedisConnections(servers.start().redis());
    RoomConfigured room =
        new RoomConfigured("default", RoomSettings.defaults(), SettingsSource.FILE);
    new Evolver().evolve(state, new Envelope(0, 0, 1, HashChain.GENESIS, room));
  }

  @AfterAll
  void stop() {
    redis.close();
    servers.close();
  }

  @BeforeEach
  void wipe() {
    await().atMost(SOON).ignoreExceptions().until(() -> redis.get().sync().flushall() != null);
  }

  @Test
  void aLateWriteIsRefusedAndItsWriterStops() {
    // given
    ViewWriter zombie = current(OLD_TERM);
    ViewWriter successor = writer(NEW_TERM);
    successor.check();
    await().atMost(SOON).until(() -> successor.condition() == Condition.CURRENT);
    successor.write(active("successor", 1));
    await().atMost(SOON).until(() -> successor.acknowledged() == 1);
    Map<String, String> before = everything();

    // when
    zombie.write(active("zombie", 2));

    // then
    await().atMost(SOON).until(() -> zombie.condition() == Condition.STALE);
    assertThatThrownBy(zombie::requireNotStale)
        .isInstanceOf(StaleWriterException.class)
        .hasMessageContaining("term 5");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aLateRewriteNeverBecomesVisible() {
    // given a zombie in the midst of a rewrite
    ViewWriter zombie = lost(OLD_TERM);
    zombie.beginRewrite();
    ViewRewrite rewrite = new ViewRewrite(state, KEYS, wire);
    rewrite.next(zombie).run();
    current(NEW_TERM);
    Map<String, String> head = head();

    // when
    finish(rewrite, zombie);

    // then
    await().atMost(SOON).until(() -> zombie.condition() == Condition.STALE);
    assertThat(head()).isEqualTo(head);
  }

  private ViewWriter writer(long term) {
    return new ViewWriter(KEYS, redis, InstantSource.system(), term, 0);
  }

  /** A writer that found nothing in Redis. */
  private ViewWriter lost(long term) {
    ViewWriter writer = writer(term);
    writer.check();
    await().atMost(SOON).until(writer::wantsRewrite);
    return writer;
  }

  /** A writer that has rewritten the view. */
  private ViewWriter current(long term) {
    ViewWriter writer = writer(term);
    writer.check();
    await().atMost(SOON).until(() -> writer.condition() != Condition.UNKNOWN);
    await().atMost(SOON).until(writer::wantsRewrite);
    writer.beginRewrite();
    finish(new ViewRewrite(state, KEYS, wire), writer);
    await().atMost(SOON).until(() -> writer.condition() == Condition.CURRENT);
    return writer;
  }

  private static void finish(ViewRewrite rewrite, ViewWriter writer) {
    for (Runnable task = rewrite.next(writer); task != null; task = rewrite.next(writer)) {
      task.run();
    }
  }

  private static ViewUpdate active(String who, long offset) {
    return new ViewUpdate(
        offset, List.of(), List.of(ViewWrite.of("HSET", ViewKeys.room("default"), "by", who)));
  }

  private Map<String, String> head() {
    return redis.get().sync().hgetall(KEYS.head());
  }

  private Map<String, String> everything() {
    String generation = KEYS.generation(Long.parseLong(head().get("generation")));
    Map<String, String> all = redis.get().sync().hgetall(generation + ViewKeys.room("default"));
    all.putAll(head());
    return all;
  }
}
