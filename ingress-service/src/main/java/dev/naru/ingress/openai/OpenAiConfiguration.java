package dev.naru.ingress.openai;

import com.fasterxml.uuid.Generators;
import dev.naru.ingress.OpenAiSettings;
import dev.naru.ingress.Repeated;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.history.History;
import dev.naru.ingress.key.RateLimits;
import dev.naru.ingress.limit.GuardedKeys;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Wires the OpenAI door. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenAiSettings.class)
public class OpenAiConfiguration {
  private static final Duration LOOKED_EVERY = Duration.ofSeconds(1);

  private final Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
  private final Clock clock = Clock.systemUTC();

  @Bean
  Models ingressOpenAiModels(Rooms ingressRooms) {
    return new Models(ingressRooms);
  }

  @Bean
  Stays ingressOpenAiStays(
      Models models, RoomFigures ingressRoomFigures, CommandSubmission ingressCommandSubmission) {
    return new Stays(models, ingressRoomFigures, ingressCommandSubmission, ids);
  }

  @Bean
  Repeated ingressOpenAiMakeRoom(Stays stays) {
    return new Repeated("ingress-openai-stays", LOOKED_EVERY, stays::makeRoom);
  }

  @Bean
  Calls ingressOpenAiCalls(
      Stays stays,
      Models models,
      History ingressHistory,
      PresenceBook ingressPresenceBook,
      CommandSubmission ingressCommandSubmission) {
    DoorReads reads = new DoorReads(ingressHistory);
    Admission admission = new Admission(reads, ingressPresenceBook, clock);
    Asking asking = new Asking(reads, ingressCommandSubmission, ingressPresenceBook, ids, clock);
    return new Calls(stays, admission, asking, reads, models);
  }

  @Bean
  OpenAiController ingressOpenAiController(
      GuardedKeys ingressGuardedKeys,
      RateLimits ingressRateLimits,
      Calls calls,
      Models models,
      Signals ingressSignals,
      Chunks ingressChunks,
      OpenAiSettings settings,
      MeterRegistry registry) {
    return new OpenAiController(
        new Callers(ingressGuardedKeys, ingressRateLimits),
        calls,
        models,
        ingressSignals,
        ingressChunks,
        settings,
        new CallMetrics(registry),
        clock);
  }

  @Bean
  TomcatContextCustomizer ingressOpenAiConnections() {
    return context -> context.getPipeline().addValve(new ConnectionValve());
  }

  @Bean
  DoorErrorAnswers ingressOpenAiErrors() {
    return new DoorErrorAnswers();
  }

  /** What the door does not know is not there, in its own shape. */
  @Bean
  SimpleUrlHandlerMapping ingressOpenAiNothingElse() {
    HttpRequestHandler nothing =
        (request, response) ->
            JsonAnswers.error(
                response, DoorErrors.ofStatus(404, "Expected a path that /openapi.json describes"));
    return new SimpleUrlHandlerMapping(
        Map.of(OpenAiController.PREFIX + "**", nothing), Ordered.LOWEST_PRECEDENCE - 1);
  }
}
