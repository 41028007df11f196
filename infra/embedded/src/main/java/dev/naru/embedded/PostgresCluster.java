package dev.naru.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of Postgres: made once, with a password that only this user can read, because Postgres
 * lets its superuser run programs and the loopback is open to every user of the machine.
 */
final class PostgresCluster {

  static final String NAME = "naru";
  private static final String SUPERUSER = "postgres";
  private static final String MAKING = "making-";
  private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration INITDB = Duration.ofSeconds(80);

  private final Path folder;
  private final Path ready;
  private final Path password;

  PostgresCluster(Path folder) {
    this.folder = folder;
    this.ready = folder.resolve("ready");
    this.password = folder.resolve("password");
  }

  Path pgData() {
    return folder.resolve("data");
  }

  String password() {
    try {
      return Files.readString(password);
    } catch (IOException e) {
      throw new ServerException("%s cannot be read".formatted(password), e);
    }
  }

  /**
   * What an interrupted first start left behind was never used: it is made again, in a folder of
   * its own, because an initdb that outlived its Naru may still write.
   */
  void makeFiles(PostgresCommand postgres) {
    deleteHalfMade();
    if (Files.exists(ready)) {
      return;
    }
    makePassword();
    try {
      var making = Files.createTempDirectory(folder, MAKING);
      makeFiles(postgres, making);
      Folders.delete(pgData());
      Files.move(making, pgData(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ServerException("Postgres' folder %s cannot be made".formatted(folder), e);
    }
  }

  private void makePassword() {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(password);
      Files.createFile(
          password,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      var bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(password, HexFormat.of().formatHex(bytes));
    } catch (IOException e) {
      throw new ServerException("%s cannot be written".formatted(password), e);
    }
  }

  private void makeFiles(PostgresCommand postgres, Path making) {
    postgres.run(
        INITDB,
        "initdb",
        "--pgdata=" + making,
        "--username=" + SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
  }

  private void deleteHalfMade() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var halfMade = Files.newDirectoryStream(folder, MAKING + "*")) {
      for (var making : halfMade) {
        Folders.delete(making);
      }
    } catch (IOException | UncheckedIOException e) { // an initdb that still writes
      LOG.info("Half-made files in {} are deleted by a later start: {}", folder, e.toString());
    }
  }

  /** The role and the database of Naru, made when Postgres runs for the first time. */
  void makeDatabase(int port) {
    if (Files.exists(ready)) {
      return;
    }
    var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    try (var connection = DriverManager.getConnection(url, SUPERUSER, password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(NAME, password()));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));
      Files.createFile(ready);
    } catch (SQLException | IOException e) {
      throw new ServerException("Postgres' database %s cannot be made".formatted(NAME), e);
    }
  }
}
