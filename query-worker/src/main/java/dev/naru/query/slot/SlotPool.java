package dev.naru.query.slot;

import dev.naru.model.PoolSettings;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.chunk.ChunkStreams;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.upstream.Upstream;
import java.util.function.LongSupplier;

/**
 * What all slots of a pool share in this process.
 *
 * @param nanos a clock for waits; its origin means nothing
 */
record SlotPool(
    String name,
    PoolSettings settings,
    String worker,
    Upstream upstream,
    ChunkStreams chunks,
    CommandLog commands,
    DeadLetters deadLetters,
    RunningQueries running,
    Backoff backoff,
    SlotMetrics metrics,
    WireFormat wire,
    LongSupplier nanos) {}
