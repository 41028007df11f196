package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.KafkaLog;
import dev.naru.admission.replay.log.LogTopicNames;
import dev.naru.admission.replay.whatif.SettingsChanges;
import dev.naru.admission.runs.ReplayEngine;
import dev.naru.admission.runs.ReplayFailedException;
import dev.naru.admission.snapshot.SnapshotReader;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.wire.WireFormat;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Replays the live log of a partition as operators order it. */
final class LogReplayEngine implements ReplayEngine {
  private final String kafka;
  private final String redis;
  private final String postgres;
  private final int partition;
  private final SnapshotReader snapshots;
  private final WireFormat wire = new WireFormat();

  /**
   * @param redis where the live view is, such as {@code redis://127.0.0.1:6379}
   * @param postgres where the snapshots are, a JDBC URL with everything in it
   */
  LogReplayEngine(String kafka, String redis, String postgres, int partition) {
    this.snapshots = new SnapshotReader(postgres);
    this.postgres = postgres;
    this.kafka = kafka;
    this.redis = redis;
    this.partition = partition;
  }

  @Override
  public String run(Order order, Progress progress) {
    try {
      return wire.encodePart(report(order, progress));
    } catch (CannotReplayException | InvalidSettingException | KafkaException e) {
      throw new ReplayFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Object report(Order order, Progress progress) {
    requireOnePartition(order);
    ReplayRequest request =
        new ReplayRequest(
            this::log,
            ReplayPoint.parse("'from'", order.from()),
            ReplayPoint.parse("'to'", order.to()));
    return switch (order.mode()) {
      case "verify" -> new VerifyReplay(redis, partition).run(request, progress::at);
      case "rebuild" ->
          new RebuildReplay(redis, partition, history(order)).run(request, progress::at);
      case "what-if" -> new WhatIfReplay().run(request, changes(order), progress::at);
      default ->
          throw new CannotReplayException(
              "Expected the mode verify, rebuild or what-if, but it is %s, which this version of the worker cannot replay"
                  .formatted(order.mode()));
    };
  }

  private KafkaLog log() {
    return new KafkaLog(kafka, LogTopicNames.LIVE, partition, snapshots);
  }

  /** An order names no partition, and half of a log would look like all of it. */
  private void requireOnePartition(Order order) {
    int partitions = log().partitions();
    if (partitions > 1) {
      throw new CannotReplayException(
          "Expected a log of one partition, but this one has %d: run './naru replay %s --partition N' for each"
              .formatted(partitions, order.mode()));
    }
  }

  private @Nullable HistoryRewrite history(Order order) {
    String changes = order.changes();
    boolean wanted = changes != null && wire.decodePart(changes, RebuildScope.class).history();
    return wanted ? new HistoryRewrite(postgres, log()) : null;
  }

  private SettingsChanges changes(Order order) {
    String changes = order.changes();
    return changes == null ? SettingsChanges.NONE : wire.decodePart(changes, SettingsChanges.class);
  }
}
