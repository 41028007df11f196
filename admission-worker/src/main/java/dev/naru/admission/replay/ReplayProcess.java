package dev.naru.admission.replay;

import dev.naru.admission.runs.ReplayEngine.Order;
import dev.naru.admission.runs.ReplayFailedException;
import dev.naru.model.wire.WireFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * One replay in a process of its own, see {@link SeparateReplayEngine}. Arguments: Kafka, Redis,
 * partition. The order is the first line of standard input, and the end of standard input ends the
 * process; each line of standard output is {@code at DONE TOTAL}, and the last one {@code report
 * JSON} or {@code failed MESSAGE}, in Base64.
 */
final class ReplayProcess {
  /** The variable that has Postgres' JDBC URL: others can read arguments, but not variables. */
  static final String POSTGRES = "NARU_REPLAY_POSTGRES";

  static final String AT = "at";
  static final String REPORT = "report";
  static final String FAILED = "failed";

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintStream out;
  private long nextAt = System.nanoTime();

  private ReplayProcess(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err); // whoever else has something to say
    System.setProperty("logback.configurationFile", "dev/naru/admission/replay/logback.xml");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Order order = new WireFormat().decodePart(in.readLine(), Order.class);
    Thread.ofPlatform().daemon().start(() -> endWith(in));
    new ReplayProcess(out)
        .run(
            new LogReplayEngine(
                args[0],
                args[1],
                String.valueOf(System.getenv(POSTGRES)),
                Integer.parseInt(args[2])),
            order);
    System.exit(0);
  }

  /** Nobody waits for the report of a worker that is gone. */
  private static void endWith(BufferedReader in) {
    try {
      while (in.readLine() != null) {
        // nothing more is said
      }
    } catch (IOException e) {
      // the same
    }
    Runtime.getRuntime().halt(1);
  }

  private void run(LogReplayEngine engine, Order order) {
    try {
      say(REPORT, engine.run(order, this::at));
    } catch (ReplayFailedException e) {
      say(FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void say(String what, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.println(what + " " + Base64.getEncoder().encodeToString(bytes));
  }

  private void at(long done, long total) {
    long now = System.nanoTime();
    if (now - nextAt >= 0 || done == total) {
      nextAt = now + PERIOD_NANOS;
      out.println(AT + " " + done + " " + total);
    }
  }
}
