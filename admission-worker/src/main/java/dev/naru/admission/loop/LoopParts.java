package dev.naru.admission.loop;

import dev.naru.model.wire.WireFormat;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What every loop of this process works with. */
record LoopParts(
    KafkaClients clients,
    LogTopics topics,
    StateKeeper keeper,
    CommandSender sender,
    FileSettings fileSettings,
    Supplier<StatefulRedisConnection<String, String>> redis,
    WireFormat wire,
    InstantSource clock,
    MeterRegistry registry,
    String softwareVersion,
    BiConsumer<Integer, LoopStatus> status) {}
