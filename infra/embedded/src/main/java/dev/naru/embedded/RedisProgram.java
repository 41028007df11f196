package dev.naru.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisExecProvider;

/**
 * The redis-server program. Only the binary is taken from the library: its launcher ends Redis in a
 * shutdown hook of its own, before the services have finished, and does not tell the process.
 */
final class RedisProgram {

  private RedisProgram() {}

  static Path unpacked(ProgramCache cache) {
    return cache
        .entry("redis-" + RedisExecProvider.redisVersion, RedisProgram::unpack)
        .resolve("redis-server");
  }

  private static void unpack(Path folder) throws IOException {
    File unpacked = RedisExecProvider.defaultProvider().get();
    var program = folder.resolve("redis-server");
    Files.copy(unpacked.toPath(), program);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("Cannot make %s executable".formatted(program));
    }
  }
}
