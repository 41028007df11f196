package dev.naru.admission.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.naru.admission.loop.CommandSender;
import dev.naru.admission.loop.LoopStatus;
import dev.naru.admission.loop.LoopStatus.Phase;
import dev.naru.admission.loop.LoopStatus.RoomFigures;
import dev.naru.admission.view.RedisConnections;
import dev.naru.admission.view.ViewWriter;
import dev.naru.embedded.Servers;
import dev.naru.embedded.Servers.Kind;
import dev.naru.embedded.TestServers;
import dev.naru.model.EndReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.Command;
import dev.naru.model.command.ExpireSessions;
import dev.naru.model.wire.ViewKeys;
import dev.naru.model.wire.WireFormat;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceReaperIT {
  private static final long START = 1_763_690_400_000L;
  private static final ViewKeys KEYS = new ViewKeys(0);
  private static final RoomSettings ROOM =
      RoomSettings.plain(
          5,
          null,
          null,
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          null,
          null,
          null,
          null);

  private final AtomicLong now = new AtomicLong(START);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  @TempDir private Path folder;
  private Servers servers;
  private RedisConnections connections;
  private RedisCommands<String, String> redis;
  private PresenceReaper reaper;

  @BeforeEach
  void startRedis() {
    servers = TestServers.in(folder, EnumSet.of(Kind.REDIS));
    connections = new RedisConnections(servers.start().redis());
    redis = connections.get().sync();
    redis.hset(KEYS.head(), Map.of("term", "1", "offset", "1", "generation", "1"));
    reaper =
        new PresenceReaper(
            connections,
            new CommandSender(producer, new WireFormat()),
            () -> Instant.ofEpochMilli(now.get()));
  }

  @AfterEach
  void stopRedis() {
    connections.close();
    servers.close();
  }

  @Test
  void whoWaitsInSilenceIsAbandonedAndWhoIsActiveIdleEachAfterItsOwnTime() throws Exception {
    // given
    UUID waiting = waiting(START);
    UUID active = active(START);

    // when
    reapUntil(START + 12_000);

    // then
    assertThat(sent())
        .containsExactly(new ExpireSessions("default", EndReason.ABANDONED, List.of(waiting)));

    // and when
    heard(active, START + 12_000);
    reapUntil(START + 30_000);

    // then silence counts from the last sign of life
    assertThat(sent()).filteredOn(c -> reason(c) == EndReason.IDLE).isEmpty();
  }

  @Test
  void whoWasHeardOfIsLeftAlone() throws Exception {
    // given
    UUID session = waiting(START);

    // when
    for (long at = START; at <= START + 60_000; at += 1_000) {
      heard(session, at);
      reapUntil(at);
    }

    // then
    assertThat(sent()).isEmpty();
  }

  @Test
  void whoWasAdmittedAndNeverSeenSinceIsANoShow() throws Exception {
    // given
    UUID unseen = active(START);
    UUID seen = active(START);
    heard(seen, START + 1);

    // when
    reapUntil(START + 17_000);

    // then
    assertThat(sent()).contains(new ExpireSessions("default", EndReason.NO_SHOW, List.of(unseen)));
  }

  @Test
  void afterAnOutageOfRedisEveryoneIsPresentAgain() throws Exception {
    // given
    waiting(START);
    reapUntil(START + 5_000);
    servers.stop(Kind.REDIS);
    reapUntil(START + 20_000);
    servers.start(Kind.REDIS);
    awaitRedis();

    // when
    reapUntil(START + 28_000);

    // then
    assertThat(sent()).isEmpty();
  }

  @Test
  void silenceDoesNotCountWhileAKnownIngressIsAway() throws Exception {
    // given
    waiting(START);
    redis.hset(ViewKeys.INGRESSES, "a", String.valueOf(START));

    // when
    reapUntil(START + 14_000);

    // then
    assertThat(sent()).isEmpty();
  }

  private void reapUntil(long until) {
    LoopStatus status =
        new LoopStatus(
            Phase.RUNNING,
            "",
            1,
            0,
            ViewWriter.Condition.CURRENT,
            0,
            true,
            Map.of("default", new RoomFigures(ROOM, 1, 1)),
            Map.of());
    while (now.get() < until) {
      now.addAndGet(1_000);
      reaper.reap(0, status);
    }
  }

  private void awaitRedis() {
    org.awaitility.Awaitility.await().ignoreExceptions().until(() -> "PONG".equals(redis.ping()));
  }

  private UUID waiting(long at) {
    UUID id = UUID.randomUUID();
    redis.zadd(KEYS.generation(1) + ViewKeys.line("default"), 1, id.toString());
    heard(id, at);
    return id;
  }

  private UUID active(long at) {
    UUID id = UUID.randomUUID();
    redis.zadd(KEYS.generation(1) + ViewKeys.active("default"), at, id.toString());
    heard(id, at);
    return id;
  }

  private void heard(UUID id, long at) {
    redis.zadd(KEYS.presence("default"), at, id.toString());
  }

  private static EndReason reason(Command command) {
    return command instanceof ExpireSessions expire ? expire.reason() : EndReason.LEFT;
  }

  private List<Command> sent() throws Exception {
    List<Command> commands = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      commands.add(new WireFormat().decodeCommand(record.value()));
    }
    return commands;
  }
}
