package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.model.wire.WireFormat;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * {@code naru replay MODE}: prints the report as JSON on standard output, and on standard error how
 * far it is and what it found in a line. Exit code 0 if nothing was found that should not be, 1 if
 * something was, 2 if it could not be run.
 */
public final class ReplayApplication {
  private static final String USAGE =
      """
      Usage: naru replay verify|fairness [--from PLACE] [--to PLACE]
      PLACE: an offset, an ISO time, earliest or latest
      where the log is: [--data FOLDER | --kafka HOST:PORT [--redis URI]] [--partition N]""";

  private final WireFormat wire = new WireFormat();
  private final PrintStream out;
  private final PrintStream err;
  private final ProgressListener progress;

  private ReplayApplication(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    this.progress =
        Boolean.getBoolean("naru.terminal") ? new ProgressBar(err) : ProgressListener.NONE;
  }

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "dev/naru/admission/replay/logback.xml");
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return new ReplayApplication(out, err).run(args) ? 0 : 1;
    } catch (CannotReplayException e) {
      err.println(e.getMessage());
      return 2;
    } catch (KafkaException e) {
      err.println("Expected Kafka to answer, but: " + e.getMessage());
      return 2;
    }
  }

  private boolean run(List<String> args) {
    String mode = args.isEmpty() ? "nothing" : args.getFirst();
    return switch (mode) {
      case "verify" -> verify(sources(args));
      case "fairness" -> fairness(sources(args));
      default ->
          throw new CannotReplayException(
              "Expected a mode, verify or fairness, but found '" + mode + "'\n" + USAGE);
    };
  }

  private static Sources sources(List<String> args) {
    List<String> rest = args.subList(1, args.size());
    return new Sources(Options.parse(rest, Sources.OPTIONS, Set.of(), USAGE));
  }

  private boolean verify(Sources sources) {
    ReplayRequest request = sources.request();
    VerifyReport report =
        new VerifyReplay(sources.redis(), sources.partition()).run(request, progress);
    out.println(wire.encodePart(report));
    err.printf(
        Locale.ROOT,
        "%s: %,d commands and %,d events compared, %,d commands/s; the view: %s%n",
        report.equal() ? "equal" : "DIFFERENT",
        report.commands(),
        report.events(),
        report.commandsPerSecond(),
        report.view());
    if (!report.sameVersion()) {
      err.printf(
          "decided by %s, replayed by %s: a difference may be a change of the rules%n",
          report.decidedBy(), report.replayedBy());
    }
    return report.isSound();
  }

  private boolean fairness(Sources sources) {
    FairnessReport report = new FairnessReplay().run(sources.request(), progress);
    out.println(wire.encodePart(report));
    err.printf(
        Locale.ROOT,
        "%s: %,d admissions, %,d inversions, %,d duplicates, at most %,d active%n",
        report.fair() ? "fair" : "NOT FAIR",
        report.admissions(),
        report.inversions(),
        report.duplicates(),
        report.maxActive());
    return report.fair();
  }
}
