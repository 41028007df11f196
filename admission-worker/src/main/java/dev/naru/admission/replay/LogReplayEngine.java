package dev.naru.admission.replay;

import dev.naru.admission.replay.Verifier.Difference;
import dev.naru.admission.replay.Verifier.Verification;
import dev.naru.admission.runs.ReplayEngine;
import dev.naru.admission.runs.ReplayFailedException;
import dev.naru.model.event.Envelope;
import dev.naru.model.wire.WireFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Verifies the whole log for operators; says of the other modes that they are not there yet. */
public final class LogReplayEngine implements ReplayEngine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String kafka;
  private final WireFormat wire = new WireFormat();

  public LogReplayEngine(String kafka) {
    this.kafka = kafka;
  }

  @Override
  public String run(Order order, Progress progress) {
    requirePossible(order);
    try (var events = LogReading.events(kafka, wire);
        var commands = LogReading.commands(kafka, wire)) {
      Verification result =
          new Verifier(events).verify(commands, offset -> progress.at(offset + 1, commands.end()));
      progress.at(result.commands(), result.commands());
      return JSON.writeValueAsString(report(result));
    } catch (CannotReplayException | KafkaException e) {
      throw new ReplayFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requirePossible(Order order) {
    if (!order.mode().equals("verify")) {
      throw new ReplayFailedException(
          "Expected the mode verify, but it is "
              + order.mode()
              + ", which this version of the worker cannot replay");
    }
    if (!order.from().equals("earliest") || !order.to().equals("latest")) {
      throw new ReplayFailedException(
          "Expected 'from' to be earliest and 'to' to be latest, but they are %s and %s: this version verifies the whole log only"
              .formatted(order.from(), order.to()));
    }
  }

  private Map<String, @Nullable Object> report(Verification result) {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("equal", result.equal());
    report.put("viewEqual", null);
    report.put("events", result.events());
    report.put("firstDifference", difference(result.difference()));
    report.put("fairness", result.fairness());
    report.put("decidedBy", result.versions());
    return report;
  }

  private @Nullable Map<String, Object> difference(@Nullable Difference difference) {
    return difference == null
        ? null
        : Map.of(
            "offset", difference.offset(),
            "index", difference.index(),
            "recorded", text(difference.recorded()),
            "decided", text(difference.decided()));
  }

  private String text(@Nullable Envelope envelope) {
    return envelope == null ? "nothing" : wire.encodePart(envelope);
  }
}
