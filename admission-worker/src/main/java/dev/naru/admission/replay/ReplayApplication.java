package dev.naru.admission.replay;

import dev.naru.admission.replay.Verifier.Difference;
import dev.naru.admission.replay.Verifier.Verification;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.WireFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code naru replay verify [--data FOLDER | --kafka HOST:PORT]}: prints the report as JSON on
 * standard output and progress on standard error. Exit code 0 if the log and the replay agree, 1 if
 * not, 2 if it could not be run.
 */
public final class ReplayApplication {
  private static final String USAGE =
      "Usage: naru replay verify [--data FOLDER | --kafka HOST:PORT]";
  private static final long EVERY = 50_000;

  private ReplayApplication() {}

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "dev/naru/admission/replay/logback.xml");
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return verify(kafka(args), out, err) ? 0 : 1;
    } catch (CannotReplayException e) {
      err.println(e.getMessage());
      return 2;
    } catch (KafkaException e) {
      err.println("Expected Kafka to answer, but: " + e.getMessage());
      return 2;
    }
  }

  /** Where the log is: as given, or as a running Naru has written down in its data folder. */
  private static String kafka(List<String> args) {
    if (args.isEmpty() || !args.getFirst().equals("verify")) {
      String found = args.isEmpty() ? "nothing" : "'" + args.getFirst() + "'";
      throw new CannotReplayException(
          "Expected the mode verify, but found " + found + "\n" + USAGE);
    }
    List<String> options = args.subList(1, args.size());
    if (options.isEmpty()) {
      return kafkaOf(Path.of(".naru"));
    }
    if (options.size() == 2 && options.getFirst().equals("--kafka")) {
      return options.getLast();
    }
    if (options.size() == 2 && options.getFirst().equals("--data")) {
      return kafkaOf(Path.of(options.getLast()));
    }
    throw new CannotReplayException(
        "Expected --data or --kafka with a value, but found " + options + "\n" + USAGE);
  }

  private static String kafkaOf(Path data) {
    Path file = data.resolve("endpoints.json");
    try {
      return new JsonMapper().readTree(Files.readString(file)).path("kafka").asString();
    } catch (IOException e) {
      throw new CannotReplayException(
          "Expected a running Naru to have written "
              + file.toAbsolutePath().normalize()
              + ", but there is none: start it, or name its folder with --data");
    }
  }

  private static boolean verify(String kafka, PrintStream out, PrintStream err) {
    WireFormat wire = new WireFormat();
    long begun = System.nanoTime();
    try (var events = LogReading.events(kafka, wire);
        var commands = LogReading.commands(kafka, wire)) {
      Verification result =
          new Verifier(events).verify(commands, offset -> progress(offset, commands.end(), err));
      double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
      out.println(wire.encodePart(report(result, seconds, wire)));
      err.println(
          String.format(
              Locale.ROOT,
              "%s: %d commands and %d events compared in %.1f s",
              result.equal() ? "equal" : "DIFFERENT",
              result.commands(),
              result.events(),
              seconds));
      return result.equal();
    }
  }

  private static void progress(long offset, long end, PrintStream err) {
    if ((offset + 1) % EVERY == 0) {
      err.printf(Locale.ROOT, "%d of %d commands (%d %%)%n", offset + 1, end, 100 * offset / end);
    }
  }

  private static Map<String, Object> report(Verification result, double seconds, WireFormat wire) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("equal", result.equal());
    report.put("commands", result.commands());
    report.put("events", result.events());
    report.put("commandsPerSecond", Math.round(result.commands() / seconds));
    report.put("versions", result.versions());
    report.put("chain", result.state().chain());
    Difference difference = result.difference();
    if (difference != null) {
      report.put("firstDifference", difference(difference, wire));
    }
    report.put("fairness", result.fairness());
    return report;
  }

  private static Map<String, Object> difference(Difference difference, WireFormat wire) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("offset", difference.offset());
    found.put("index", difference.index());
    found.put("recorded", text(difference.recorded(), wire));
    found.put("decided", text(difference.decided(), wire));
    return found;
  }

  private static String text(@Nullable Envelope envelope, WireFormat wire) {
    return envelope == null ? "nothing" : wire.encodePart(envelope);
  }
}
