package dev.naru.ingress.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Secrets in files that only their owner may read; each is made at the first start and kept.
 * Several processes may start on one folder at once: one's secret wins, all use it.
 */
final class KeyFolder {
  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the text in the file; if there is none yet, that of {@code first}, now kept. */
  String keep(String name, Supplier<String> first) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        make(file, first.get());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to keep the key '" + name + "' in folder '" + folder + "', but cannot", e);
    }
  }

  private void make(Path file, String secret) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path draft =
        Files.createFile(
            folder.resolve(file.getFileName() + "." + UUID.randomUUID()),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(draft, secret, StandardOpenOption.WRITE);
      // a link, unlike a move, never takes the place of what another process has just made
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another process was first: its secret is the one to use
    } finally {
      Files.delete(draft);
    }
  }
}
