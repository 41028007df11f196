package dev.naru.ingress.http;

import dev.naru.ingress.PushSettings;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.identity.AdmissionTokens;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.PushTickets;
import dev.naru.ingress.view.Partitions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the controllers that push. */
@Configuration(proxyBeanMethods = false)
public class PushHttpConfiguration {

  @Bean
  Pushes ingressPushes(
      Signals ingressSignals,
      Partitions ingressPartitions,
      Chunks ingressChunks,
      RoomNews ingressRoomNews,
      PushSettings settings,
      MeterRegistry registry) {
    PushPlaces places = new PushPlaces(settings.perSession());
    return new Pushes(
        ingressSignals, ingressPartitions, ingressChunks, ingressRoomNews, places, registry);
  }

  @Bean
  PushFarewell ingressPushFarewell(Pushes ingressPushes) {
    return new PushFarewell(ingressPushes);
  }

  @Bean
  SessionFeeds ingressSessionFeeds(
      SessionReads ingressSessionReads,
      AdmissionTokens ingressAdmissionTokens,
      QueryReads ingressQueryReads,
      Asked ingressAsked,
      Chunks ingressChunks) {
    return new SessionFeeds(
        ingressSessionReads,
        new SessionBodies(ingressAdmissionTokens, Clock.systemUTC()),
        ingressQueryReads,
        ingressAsked,
        ingressChunks);
  }

  @Bean
  PushCallers ingressPushCallers(SessionReads ingressSessionReads, PushTickets ingressPushTickets) {
    return new PushCallers(ingressSessionReads, ingressPushTickets);
  }

  @Bean
  QueryPushController ingressQueryPushController(
      PushCallers ingressPushCallers,
      SessionReads ingressSessionReads,
      QueryReads ingressQueryReads,
      Chunks ingressChunks,
      Pushes ingressPushes) {
    return new QueryPushController(
        ingressPushCallers, ingressSessionReads, ingressQueryReads, ingressChunks, ingressPushes);
  }

  @Bean
  SessionPushController ingressSessionPushController(
      PushCallers ingressPushCallers,
      SessionReads ingressSessionReads,
      SessionFeeds ingressSessionFeeds,
      Pushes ingressPushes) {
    return new SessionPushController(
        ingressPushCallers, ingressSessionReads, ingressSessionFeeds, ingressPushes);
  }
}
