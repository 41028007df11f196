package dev.naru.admission.replay;

import dev.naru.admission.loop.LogSpan;
import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.ExportedLog;
import dev.naru.admission.replay.log.LogExport;
import dev.naru.admission.replay.log.LogImport;
import dev.naru.admission.replay.log.RecordedLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/**
 * {@code naru log export|import}: a log as a file, and such a file in the replay topics. Exit code
 * 0 if it was done, 2 if not.
 */
public final class LogApplication {
  private static final String USAGE =
      """
      Usage: naru log export [--from PLACE] [--to PLACE] [--redact] [--out FILE]
             naru log import FILE [--replace]
      where the log is: [--data FOLDER | --kafka HOST:PORT [--postgres JDBC-URL] | --imported] [--partition N]""";

  private final PrintStream out;
  private final PrintStream err;

  private LogApplication(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "dev/naru/admission/replay/logback.xml");
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      new LogApplication(out, err).run(args);
      return 0;
    } catch (CannotReplayException e) {
      err.println(e.getMessage());
    } catch (UncheckedIOException | ExecutionException e) {
      err.println(e.getMessage() + ", but: " + e.getCause());
    } catch (KafkaException e) {
      err.println("Expected Kafka to answer, but: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Expected to come to an end, but was interrupted");
    }
    return 2;
  }

  private void run(List<String> args) throws ExecutionException, InterruptedException {
    String mode = args.isEmpty() ? "nothing" : args.getFirst();
    switch (mode) {
      case "export" -> export(args.subList(1, args.size()));
      case "import" -> importFile(args.subList(1, args.size()));
      default ->
          throw new CannotReplayException(
              "Expected export or import, but found '" + mode + "'\n" + USAGE);
    }
  }

  private void export(List<String> args) {
    Set<String> known = new HashSet<>(Sources.OPTIONS);
    known.removeAll(Set.of("--log", "--redis"));
    known.add("--out");
    Options options = Options.parse(args, known, Set.of("--redact", "--imported"), USAGE);
    ReplayRequest request = new Sources(options).request();
    String named = options.get("--out");
    try (RecordedLog log = request.log().open()) {
      LogSpan span = request.span(log);
      LogExport export = new LogExport(log, options.has("--redact"));
      if (named == null) {
        toStandardOutput(export, span);
      } else {
        toNewFile(export, span, Sources.path(named));
      }
      err.printf(Locale.ROOT, "%,d commands exported%n", span.end() - span.first());
    }
  }

  private void toStandardOutput(LogExport export, LogSpan span) {
    try (BufferedWriter lines =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      export.write(span, lines, done -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to standard output", e);
    }
  }

  /** The file is there when it is whole, and not before. */
  private static void toNewFile(LogExport export, LogSpan span, Path file) {
    if (Files.exists(file)) {
      throw new CannotReplayException(
          "Expected --out to be a new file, but there is one already: " + file);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (BufferedWriter lines = Files.newBufferedWriter(part)) {
        export.write(span, lines, done -> {});
      }
      Files.move(part, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + file, e);
    }
  }

  private void importFile(List<String> args) throws ExecutionException, InterruptedException {
    if (args.isEmpty() || args.getFirst().startsWith("--")) {
      throw new CannotReplayException("Expected a file to import, but found none\n" + USAGE);
    }
    Path file = Sources.path(args.getFirst());
    Options options =
        Options.parse(
            args.subList(1, args.size()),
            Set.of("--data", "--kafka", "--partition"),
            Set.of("--replace"),
            USAGE);
    Sources sources = new Sources(options);
    try (RecordedLog log = new ExportedLog(file, sources.partition())) {
      LogImport.Imported imported =
          new LogImport(sources.kafka(), sources.partition()).run(log, options.has("--replace"));
      err.printf(
          Locale.ROOT,
          "%,d commands and %,d events imported: replay them with --imported%n",
          imported.commands(),
          imported.events());
    }
  }
}
