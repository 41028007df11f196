package dev.naru.bench.http;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time, in ns. */
final class Cpu {
  private Cpu() {}

  static long ofThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Of a process and its children (Redis and Postgres); 0 if the system does not tell. */
  static long of(ProcessHandle process) {
    return process.descendants().mapToLong(Cpu::ofOne).sum() + ofOne(process);
  }

  private static long ofOne(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
