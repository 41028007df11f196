package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.log.Receipt;
import dev.naru.admission.replay.log.ReceiptCheck;
import dev.naru.admission.replay.whatif.ChangesText;
import dev.naru.admission.replay.whatif.SettingsChanges;
import dev.naru.model.InvalidSettingException;
import dev.naru.model.wire.WireFormat;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code naru replay MODE}: prints the report as JSON on standard output, and on standard error how
 * far it is and what it found in a line. Exit code 0 if nothing was found that should not be, 1 if
 * something was, 2 if it could not be run.
 */
public final class ReplayApplication {
  private static final String USAGE =
      """
      Usage: naru replay verify|fairness|what-if|rebuild [--from PLACE] [--to PLACE]
      what-if: [--capacity N] [--slots N] [--session-ttl 30m] [--idle-timeout 10m] [--abandon-timeout 10m]
               [--admission-rate 10/1m] [--room ROOM] [--pool POOL] [--out FOLDER]
      rebuild: [--history], which empties both histories in Postgres and has them written from the log, too
      PLACE: an offset, an ISO time, earliest or latest
      where the log is: [--data FOLDER | --kafka HOST:PORT [--redis URI] [--postgres JDBC-URL] | --log FILE] [--imported] [--partition N]
      or: naru replay --check-receipt FILE --log FILE""";

  private static final String HISTORY = "--history";

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
    } catch (CannotReplayException | InvalidSettingException e) {
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
      case "what-if" -> whatIf(args);
      case "rebuild" -> rebuild(args);
      case "--check-receipt" -> checkReceipt(args);
      default ->
          throw new CannotReplayException(
              "Expected a mode, verify, fairness, what-if or rebuild, but found '"
                  + mode
                  + "'\n"
                  + USAGE);
    };
  }

  private static Sources sources(List<String> args) {
    List<String> rest = args.subList(1, args.size());
    return new Sources(Options.parse(rest, Sources.OPTIONS, Sources.FLAGS, USAGE));
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

  private boolean whatIf(List<String> args) {
    Set<String> settings = ChangesText.NAMES.stream().map("--"::concat).collect(Collectors.toSet());
    Set<String> known = new HashSet<>(settings);
    known.addAll(Sources.OPTIONS);
    known.add("--out");
    Options options = Options.parse(args.subList(1, args.size()), known, Sources.FLAGS, USAGE);
    SettingsChanges changes = ChangesText.parse(options.named(settings));
    ReplayRequest request = new Sources(options).request();
    String named = options.get("--out");
    ReportFolder folder = named == null ? null : new ReportFolder(named);
    WhatIfReport report = new WhatIfReplay().run(request, changes, progress);
    out.println(wire.encodePart(report));
    if (folder != null) {
      folder.write(report, wire);
    }
    err.printf(
        Locale.ROOT,
        "%,d commands imagined, %,d/s: waits of 95 %% up to %,.1f s (recorded %,.1f s), at most %,d active (%,d)%n",
        report.commands(),
        report.commandsPerSecond(),
        report.imagined().waitSeconds().p95(),
        report.recorded().waitSeconds().p95(),
        report.imagined().maxActive(),
        report.recorded().maxActive());
    return true;
  }

  private boolean rebuild(List<String> args) {
    Set<String> flags = new HashSet<>(Sources.FLAGS);
    flags.add(HISTORY);
    Options options = Options.parse(args.subList(1, args.size()), Sources.OPTIONS, flags, USAGE);
    Sources sources = new Sources(options);
    String redis = sources.redis();
    if (redis == null) {
      throw new CannotReplayException(
          "Expected a running Naru, whose view is made anew, but found a log alone: name it with --data, or with --kafka and --redis");
    }
    RebuildReport report =
        new RebuildReplay(redis, sources.partition(), history(options.has(HISTORY), sources))
            .run(sources.request(), progress);
    out.println(wire.encodePart(report));
    HistoryReport history = report.history();
    if (history != null) {
      err.printf(
          Locale.ROOT,
          "the histories are written anew: %,d sessions (before: %,d), %,d queries (before: %,d)%n",
          history.sessions(),
          history.previousSessions(),
          history.queries(),
          history.previousQueries());
    }
    err.printf(
        Locale.ROOT,
        "the view of generation %d is shown; held against the log: %s%n",
        report.generation(),
        report.verified().view());
    return report.verified().isSound();
  }

  private static @Nullable HistoryRewrite history(boolean wanted, Sources sources) {
    if (!wanted) {
      return null;
    }
    String postgres = sources.postgres();
    if (postgres == null) {
      throw new CannotReplayException(
          "Expected Postgres, where the histories are, but it is not named: use --data of a running Naru, or --postgres");
    }
    return new HistoryRewrite(postgres, sources.liveLog());
  }

  private boolean checkReceipt(List<String> args) {
    Options options = Options.parse(args, Set.of("--check-receipt", "--log"), Set.of(), USAGE);
    String log = options.get("--log");
    if (log == null) {
      throw new CannotReplayException(
          "Expected --log with an exported log, but found none\n" + USAGE);
    }
    Receipt receipt = Receipt.read(options.get("--check-receipt", ""));
    ReceiptCheck.Finding finding = new ReceiptCheck(Sources.path(log)).check(receipt);
    out.println(wire.encodePart(finding));
    err.println(finding.words());
    return finding.valid();
  }
}
