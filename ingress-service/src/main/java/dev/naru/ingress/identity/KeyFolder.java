package dev.naru.ingress.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        var unused = make(file, first.get());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to keep the key '" + name + "' in folder '" + folder + "', but cannot", e);
    }
  }

  /** Adds a file with that text; returns false if there is one of that name. */
  boolean add(String name, String secret) {
    try {
      return make(folder.resolve(name), secret);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to add the key '" + name + "' to folder '" + folder + "', but cannot", e);
    }
  }

  /** Returns the files whose whole names match the pattern, in no order. */
  List<Found> find(Pattern names) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Found> found = new ArrayList<>();
      for (Path file : files.toList()) {
        Matcher name = names.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          read(file, name).ifPresent(found::add);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to read the keys in folder '" + folder + "', but cannot", e);
    }
  }

  private static Optional<Found> read(Path file, Matcher name) throws IOException {
    try {
      Instant changed = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(new Found(name, Files.readString(file).strip(), changed));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process has removed it meanwhile
    }
  }

  /** Removes a file, if it is there. */
  void remove(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected to remove the key '" + name + "' from folder '" + folder + "', but cannot", e);
    }
  }

  private boolean make(Path file, String secret) throws IOException {
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
      return true;
    } catch (FileAlreadyExistsException e) {
      return false; // another process was first: its secret is the one to use
    } finally {
      Files.delete(draft);
    }
  }

  /** A file, its name as it matched, and when it was last changed. */
  record Found(Matcher name, String text, Instant changed) {}
}
