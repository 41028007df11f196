package dev.naru.chaos;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;

/** What Redis held at a time, and its return: as if it came up from an old file. */
final class RedisPast {
  private static final ScanArgs MANY = ScanArgs.Builder.limit(1_000);

  private final String url;
  private List<Entry> entries = List.of();

  private record Entry(byte[] key, byte[] value, long millisToLive) {}

  private interface Words {
    void to(RedisCommands<byte[], byte[]> redis);
  }

  /**
   * @param url of Redis itself
   */
  RedisPast(String url) {
    this.url = url;
  }

  void remember() {
    List<Entry> found = new ArrayList<>();
    say(
        redis -> {
          KeyScanCursor<byte[]> cursor = redis.scan(MANY);
          while (true) {
            cursor.getKeys().forEach(key -> remember(redis, key, found));
            if (cursor.isFinished()) {
              return;
            }
            cursor = redis.scan(cursor, MANY);
          }
        });
    entries = found;
  }

  private static void remember(RedisCommands<byte[], byte[]> redis, byte[] key, List<Entry> found) {
    byte[] value = redis.dump(key);
    long millisToLive = redis.pttl(key);
    if (value != null) {
      found.add(new Entry(key, value, Math.max(0, millisToLive)));
    }
  }

  /** In one transaction: nobody sees it empty. */
  void comeBack() {
    say(
        redis -> {
          redis.multi();
          redis.flushall();
          for (Entry entry : entries) {
            redis.restore(
                entry.key(), entry.value(), RestoreArgs.Builder.ttl(entry.millisToLive()));
          }
          redis.exec();
        });
  }

  private void say(Words words) {
    RedisClient client = RedisClient.create(url);
    try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
      words.to(connection.sync());
    } finally {
      client.shutdown();
    }
  }
}
