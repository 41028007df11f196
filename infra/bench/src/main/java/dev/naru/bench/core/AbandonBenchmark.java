package dev.naru.bench.core;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * As {@link CoreBenchmark}, but nobody is admitted: for each who joins at the tail, one gives up in
 * the middle of the line.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class AbandonBenchmark {
  private static final int SPARE = 10_000;

  @Param({"10000", "1000000"})
  int waiting;

  private BenchedCore core;
  private Visitors visitors;
  private long joined;

  /** Half of the line stays for ever, the other half behind it comes and goes. */
  @Setup(Level.Trial)
  public void fill(Blackhole blackhole) {
    int half = waiting / 2;
    core = new BenchedCore(0, blackhole::consume);
    Visitors residents = new Visitors(0, half);
    for (int i = 0; i < half; i++) {
      core.process(residents.join(i));
    }
    visitors = new Visitors(half, half + SPARE);
    joined = 0;
    while (joined < half) {
      core.process(visitors.join(joined++));
    }
  }

  @Benchmark
  @OperationsPerInvocation(2)
  public void joinAndAbandon(CpuShare share) {
    core.process(visitors.join(joined));
    core.process(visitors.leave(joined - waiting / 2));
    joined++;
  }

  @TearDown(Level.Iteration)
  public void check() {
    core.check(waiting, waiting / 2 + joined);
  }
}
