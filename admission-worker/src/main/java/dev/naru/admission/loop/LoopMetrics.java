package dev.naru.admission.loop;

import dev.naru.admission.state.QueryView;
import dev.naru.admission.state.RoomsView;
import dev.naru.admission.state.SessionView;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts and times what the loop decides. Belongs to the loop's thread. */
final class LoopMetrics {
  private final MeterRegistry registry;
  private final Counter decisions;
  private final Counter events;
  private final DistributionSummary batches;
  private final Map<String, Timer> waits = new HashMap<>();
  private final Map<String, Timer> queueTimes = new HashMap<>();
  private final Map<String, Counter> counters = new HashMap<>();

  LoopMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.decisions = registry.counter("naru.decisions");
    this.events = registry.counter("naru.events");
    this.batches =
        DistributionSummary.builder("naru.batch")
            .description("Commands decided in one transaction")
            .baseUnit("commands")
            .register(registry);
  }

  void decided(int commands) {
    decisions.increment(commands);
    batches.record(commands);
  }

  /** Takes note of one event; the state must still be as it was before it. */
  void before(Envelope envelope, RoomsView state) {
    events.increment();
    switch (envelope.event()) {
      case SessionAdmitted event -> admitted(event, envelope.clock(), state);
      case SessionEnded event -> count("naru.sessions.ended", event.room(), event.reason().name());
      case CommandRefused event -> count("naru.refusals", event.command(), event.reason().name());
      case QueryAssigned event -> assigned(event, envelope.clock(), state);
      default -> {
        // the other events have no figure of their own
      }
    }
  }

  private void admitted(SessionAdmitted event, long at, RoomsView state) {
    SessionView session = state.session(event.sessionId());
    if (session != null) {
      waits
          .computeIfAbsent(event.room(), room -> timer("naru.wait", "room", room))
          .record(at - session.joinedAt(), TimeUnit.MILLISECONDS);
    }
  }

  private void assigned(QueryAssigned event, long at, RoomsView state) {
    QueryView query = state.query(event.queryId());
    if (query != null) {
      queueTimes
          .computeIfAbsent(event.pool(), pool -> timer("naru.query.queue.time", "pool", pool))
          .record(at - query.submittedAt(), TimeUnit.MILLISECONDS);
    }
  }

  private Timer timer(String name, String tag, String value) {
    return Timer.builder(name).tag(tag, value).publishPercentileHistogram().register(registry);
  }

  private void count(String name, String of, String reason) {
    counters
        .computeIfAbsent(
            name + of + reason, key -> registry.counter(name, "of", of, "reason", reason))
        .increment();
  }
}
