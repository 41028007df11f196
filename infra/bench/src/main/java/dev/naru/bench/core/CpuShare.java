package dev.naru.bench.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * CPU seconds of the benchmark's thread for each second that passed: 1 on a quiet machine. On a
 * busy one the score divided by it says what the thread would have done alone.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class CpuShare {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long began;

  @Setup(Level.Iteration)
  public void begin() {
    began = THREADS.getCurrentThreadCpuTime();
  }

  public double cpuSeconds() {
    return (THREADS.getCurrentThreadCpuTime() - began) / 1e9;
  }
}
