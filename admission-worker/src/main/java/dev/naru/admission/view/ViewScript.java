package dev.naru.admission.view;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Lua script of the view, sent by its digest; a server that does not know it yet gets the text,
 * here and nowhere else.
 */
final class ViewScript {
  private final String text;
  private final String digest;

  ViewScript(String resource, StatefulRedisConnection<String, String> connection) {
    this.text = read(resource);
    this.digest = connection.async().digest(text);
  }

  /** Runs the script on one key; the stage fails for whatever the server or the connection says. */
  CompletionStage<ViewReply> run(
      StatefulRedisConnection<String, String> connection, String key, List<String> arguments) {
    return send(connection, CommandType.EVALSHA, digest, key, arguments)
        .handle(
            (code, failure) ->
                isUnknown(failure)
                    ? send(connection, CommandType.EVAL, text, key, arguments)
                    : settled(code, failure))
        .thenCompose(Function.identity())
        .thenApply(ViewReply::of);
  }

  private static CompletionStage<Long> send(
      StatefulRedisConnection<String, String> connection,
      CommandType type,
      String script,
      String key,
      List<String> arguments) {
    // the list goes out as it is: the varargs of eval() would copy it once more
    CommandArgs<String, String> args =
        new CommandArgs<>(StringCodec.UTF8).add(script).add(1).addKey(key);
    arguments.forEach(args::add);
    AsyncCommand<String, String, Long> command =
        new AsyncCommand<>(new Command<>(type, new IntegerOutput<>(StringCodec.UTF8), args));
    connection.dispatch(command);
    return command;
  }

  private static boolean isUnknown(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisNoScriptException;
  }

  private static CompletionStage<Long> settled(Long code, @Nullable Throwable failure) {
    return failure == null
        ? CompletableFuture.completedFuture(code)
        : CompletableFuture.failedFuture(failure);
  }

  private static String read(String resource) {
    try (InputStream in = ViewScript.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Expected the script " + resource + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
