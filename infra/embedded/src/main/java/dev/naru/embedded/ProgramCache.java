package dev.naru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers' programs are unpacked once per user: the system property {@code naru.cache},
 * else the user's cache folder. An entry appears whole or not at all, whoever is killed while
 * unpacking.
 */
final class ProgramCache {

  /** Puts an entry's files into a folder. */
  interface Unpacking {
    void into(Path folder) throws IOException;
  }

  private static final Duration OTHERS_UNPACK = Duration.ofSeconds(60);

  private final Path folder;

  ProgramCache(Path folder) {
    this.folder = folder;
  }

  static ProgramCache ofUser() {
    String chosen = System.getProperty("naru.cache", "");
    if (!chosen.isEmpty()) {
      return new ProgramCache(Path.of(chosen));
    }
    var home = Path.of(System.getProperty("user.home", "."));
    String xdg = System.getenv("XDG_CACHE_HOME");
    var mac = home.resolve("Library/Caches");
    var caches =
        xdg != null && !xdg.isEmpty()
            ? Path.of(xdg)
            : Files.isDirectory(mac) ? mac : home.resolve(".cache");
    return new ProgramCache(caches.resolve("naru"));
  }

  /** The entry's folder, unpacked now if it is not there yet. */
  Path entry(String name, Unpacking unpacking) {
    var entry = folder.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    try {
      Folders.createPrivate(folder);
      synchronized (ProgramCache.class) {
        return unpackLocked(entry, unpacking);
      }
    } catch (IOException e) {
      throw new ServerException(
          "Cannot unpack %s (choose another folder with -Dnaru.cache=...)".formatted(entry), e);
    }
  }

  private Path unpackLocked(Path entry, Unpacking unpacking) throws IOException {
    try (var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!Waiting.until(OTHERS_UNPACK, () -> tryLock(channel) != null)) {
        throw new FileAlreadyExistsException(
            folder.resolve("lock") + " is held by another process");
      }
      if (!Files.isDirectory(entry)) {
        var staging = folder.resolve("unpacking");
        Folders.delete(staging);
        Files.createDirectories(staging);
        unpacking.into(staging);
        Files.move(staging, entry, StandardCopyOption.ATOMIC_MOVE);
      }
      return entry;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
