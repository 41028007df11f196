package dev.naru.query.chunk;

import dev.naru.query.upstream.Chunks;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The pieces of one attempt, numbered. A piece that is dropped leaves its number out. */
final class AttemptChunks implements Chunks {
  private final ChunkWriter writer;
  private final int partition;
  private final UUID queryId;
  private final int attempt;
  private final KeptPieces kept;
  private long next;

  AttemptChunks(ChunkWriter writer, int partition, UUID queryId, int attempt, long mostBytes) {
    this.writer = writer;
    this.partition = partition;
    this.queryId = queryId;
    this.attempt = attempt;
    this.kept = new KeptPieces(mostBytes);
  }

  @Override
  public void accept(String data) {
    int size = data.getBytes(StandardCharsets.UTF_8).length;
    long index = next++;
    writer.write(new ChunkEntry(partition, queryId, attempt, index, kept.add(size), data), size);
  }
}
