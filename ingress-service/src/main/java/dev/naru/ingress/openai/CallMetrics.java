package dev.naru.ingress.openai;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts the door's calls by room and outcome, and how long those that were answered waited. */
final class CallMetrics {
  private final MeterRegistry registry;

  CallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(String room, Timing timing) {
    count(room, "answered");
    Timer.builder("naru.openai.queue")
        .description("How long calls waited for their turn")
        .tag("room", room)
        .register(registry)
        .record(timing.queue());
  }

  /** The room must be one that there is. */
  void count(String room, String outcome) {
    Counter.builder("naru.openai.calls")
        .description("Calls of the OpenAI door, by how they ended")
        .tag("room", room)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
