package dev.naru.admission.view;

import dev.naru.model.wire.ViewFields;
import dev.naru.model.wire.ViewKeys;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition's view and changes nothing. Throws {@link io.lettuce.core.RedisException} while
 * Redis is away.
 */
public final class ViewReading implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int AT_ONCE = 100;
  private static final ScanArgs BITS = ScanArgs.Builder.limit(AT_ONCE);

  private final ViewKeys keys;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  /**
   * Where the view stands.
   *
   * @param offset of the last command that it shows
   * @param generation the one shown
   */
  public record Head(long offset, long generation) {}

  /**
   * @param uri such as {@code redis://127.0.0.1:6379}
   */
  public ViewReading(String uri, int partition) {
    this.keys = new ViewKeys(partition);
    RedisURI redis = RedisURI.create(uri);
    redis.setTimeout(TIMEOUT);
    this.client = RedisClient.create(redis);
    try {
      this.connection = client.connect();
    } catch (RuntimeException e) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      throw e;
    }
  }

  /** Where the view stands now; null if there is none. */
  public @Nullable Head head() {
    List<KeyValue<String, String>> head =
        connection.sync().hmget(keys.head(), ViewFields.OFFSET, ViewFields.GENERATION);
    return head.stream().allMatch(KeyValue::hasValue)
        ? new Head(Long.parseLong(head.get(0).getValue()), Long.parseLong(head.get(1).getValue()))
        : null;
  }

  /**
   * Compares what is expected with what a generation holds; returns the differences, at most so
   * many, as {@code <key>: expected …, but it is …}.
   */
  public List<String> differences(List<ViewEntry> expected, long generation, int most) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < expected.size() && differences.size() < most; i += AT_ONCE) {
      List<ViewEntry> slice = expected.subList(i, Math.min(i + AT_ONCE, expected.size()));
      List<CompletableFuture<SortedMap<String, String>>> found =
          slice.stream().map(entry -> read(entry, keys.generation(generation))).toList();
      for (int j = 0; j < slice.size() && differences.size() < most; j++) {
        addDifference(slice.get(j), found.get(j).join(), differences);
      }
    }
    return differences;
  }

  private static void addDifference(
      ViewEntry entry, SortedMap<String, String> found, List<String> differences) {
    if (entry.kind() == ViewEntry.Kind.FIELDS) {
      found.keySet().retainAll(entry.content().keySet());
    }
    if (!entry.content().equals(found)) {
      Map<String, String> expectedOnly = without(entry.content(), found);
      Map<String, String> foundOnly = without(found, entry.content());
      differences.add(
          "%s: expected %s, but it is %s".formatted(entry.key(), expectedOnly, foundOnly));
    }
  }

  private static Map<String, String> without(
      SortedMap<String, String> all, SortedMap<String, String> others) {
    Map<String, String> rest = new TreeMap<>(all);
    rest.entrySet().removeAll(others.entrySet());
    return rest;
  }

  private CompletableFuture<SortedMap<String, String>> read(ViewEntry entry, String prefix) {
    RedisAsyncCommands<String, String> redis = connection.async();
    String key = prefix + entry.key();
    CompletionStage<SortedMap<String, String>> read =
        switch (entry.kind()) {
          case SET -> redis.smembers(key).thenApply(ViewReading::ofMembers);
          case SCORES -> CompletableFuture.completedStage(scores(key));
          case WHOLE_HASH -> CompletableFuture.completedStage(wholeHash(key));
          case FIELDS -> redis.hgetall(key).thenApply(TreeMap::new);
          case TEXT -> redis.get(key).thenApply(ViewReading::ofText);
        };
    return read.toCompletableFuture();
  }

  /** A line can be long, and Redis serves nobody else while it answers: so bit by bit. */
  private SortedMap<String, String> scores(String key) {
    SortedMap<String, String> content = new TreeMap<>();
    ScanIterator.zscan(connection.sync(), key, BITS)
        .forEachRemaining(it -> content.put(it.getValue(), ViewEntry.score(it.getScore())));
    return content;
  }

  private SortedMap<String, String> wholeHash(String key) {
    SortedMap<String, String> content = new TreeMap<>();
    ScanIterator.hscan(connection.sync(), key, BITS)
        .forEachRemaining(it -> content.put(it.getKey(), it.getValue()));
    return content;
  }

  private static SortedMap<String, String> ofMembers(Set<String> members) {
    SortedMap<String, String> content = new TreeMap<>();
    members.forEach(member -> content.put(member, ""));
    return content;
  }

  private static SortedMap<String, String> ofText(@Nullable String text) {
    SortedMap<String, String> content = new TreeMap<>();
    if (text != null) {
      content.put("", text);
    }
    return content;
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
