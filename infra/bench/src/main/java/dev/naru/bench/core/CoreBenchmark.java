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
 * Decide and evolve, commands a second on one thread, while as many wait as the parameter says. The
 * population is steady: for each who joins at the tail, one leaves.
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
public class CoreBenchmark {
  /** As in the default room. */
  private static final int CAPACITY = 20;

  /** Visitors more than the population: nobody comes back while still inside. */
  private static final int SPARE = 10_000;

  @Param({"0", "10000", "1000000"})
  int waiting;

  private BenchedCore core;
  private Visitors visitors;
  private long joined;
  private long left;

  @Setup(Level.Trial)
  public void fill(Blackhole blackhole) {
    core = new BenchedCore(CAPACITY, blackhole::consume);
    visitors = new Visitors(0, waiting + CAPACITY + SPARE);
    joined = 0;
    left = 0;
    int population = waiting == 0 ? CAPACITY - 1 : CAPACITY + waiting;
    while (joined < population) {
      core.process(visitors.join(joined++));
    }
  }

  /** One joins at the tail, one leaves a seat, and the head of the line is admitted. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void joinAndLeave(CpuShare share) {
    core.process(visitors.join(joined++));
    core.process(visitors.leave(left++));
  }

  /** One joins; the one longest inside asks, is answered, and leaves. */
  @Benchmark
  @OperationsPerInvocation(5)
  public void visit(CpuShare share) {
    core.process(visitors.join(joined++));
    core.process(visitors.submit(left));
    core.process(visitors.start(left));
    core.process(visitors.finish(left));
    core.process(visitors.leave(left++));
  }

  @TearDown(Level.Iteration)
  public void check() {
    core.check(waiting, joined);
  }
}
