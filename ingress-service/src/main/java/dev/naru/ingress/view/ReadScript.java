package dev.naru.ingress.view;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One read-only Lua script, sent by its digest; in full when Redis does not know it (NOSCRIPT). */
final class ReadScript {
  private final String source;
  private final String digest;

  ReadScript(String name) {
    try (InputStream file = ReadScript.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("Expected script '" + name + "', but it is not packaged");
      }
      byte[] bytes = file.readAllBytes();
      this.source = new String(bytes, StandardCharsets.UTF_8);
      this.digest = Base16.digest(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompletionStage<List<@Nullable Object>> run(
      StatefulRedisConnection<String, String> connection, String key, String... arguments) {
    RedisAsyncCommands<String, String> redis = connection.async();
    String[] keys = {key};
    return redis
        .<List<@Nullable Object>>evalshaReadOnly(digest, ScriptOutputType.MULTI, keys, arguments)
        .exceptionallyCompose(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure;
              return cause instanceof RedisNoScriptException
                  ? redis.evalReadOnly(source, ScriptOutputType.MULTI, keys, arguments)
                  : java.util.concurrent.CompletableFuture.failedStage(cause);
            });
  }
}
