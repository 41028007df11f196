package dev.naru.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Postgres' programs, unpacked from the binaries on the class path. The usual launcher for these
 * binaries is not used: it switches fsync off, opens its folder to every user of the machine, and
 * keeps a half unpacked program for ever if it is killed while unpacking.
 */
final class PostgresPrograms {

  private PostgresPrograms() {}

  static Path unpacked(ProgramCache cache) {
    URL archive = archive();
    return cache.entry("postgres-" + fingerprint(archive), folder -> unpack(archive, folder));
  }

  private static URL archive() {
    var candidates =
        resources(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    for (String candidate : candidates) {
      URL url = PostgresPrograms.class.getResource("/" + candidate);
      if (url != null) {
        return url;
      }
    }
    throw new ServerException("No Postgres for this machine: found none of " + candidates);
  }

  /** The darwin archives hold universal binaries: either serves both architectures. */
  static List<String> resources(String os, String architecture) {
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    return os.toLowerCase(Locale.ROOT).startsWith("mac")
        ? List.of("postgres-darwin-arm_64.txz", "postgres-darwin-x86_64.txz")
        : List.of("postgres-linux-%s.txz".formatted(arm ? "arm_64" : "x86_64"));
  }

  /** Size and checksum as the jar's directory has them: nothing is read for it. */
  private static String fingerprint(URL archive) {
    try {
      var connection = archive.openConnection();
      connection.setUseCaches(false);
      try (InputStream ignored = connection.getInputStream()) {
        long checksum = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : 0;
        return "%d-%08x".formatted(connection.getContentLengthLong(), checksum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(archive.openStream())))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, folder);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    var file = entry.resolveIn(folder);
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, folder.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(tar, file);
      boolean program = file.startsWith(folder.resolve("bin"));
      if (program && !file.toFile().setExecutable(true)) {
        throw new IOException("Cannot make %s executable".formatted(file));
      }
    }
  }
}
