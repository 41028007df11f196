package dev.naru.ingress.view;

import dev.naru.ingress.Repeated;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of the view. */
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {
  private static final Duration ROOMS_READ = Duration.ofSeconds(2);

  @Bean
  ViewKeys ingressViewKeys() {
    return new ViewKeys(0);
  }

  @Bean
  RedisLink ingressRedisLink(@Value("${spring.data.redis.url}") String url) {
    return new RedisLink(url);
  }

  @Bean
  View ingressView(RedisLink ingressRedisLink, ViewKeys ingressViewKeys) {
    return new RedisView(ingressRedisLink, ingressViewKeys);
  }

  @Bean
  ViewErasure ingressViewErasure(RedisLink ingressRedisLink, ViewKeys ingressViewKeys) {
    return new RedisViewErasure(ingressRedisLink, List.of(ingressViewKeys));
  }

  @Bean(destroyMethod = "")
  Stamps ingressStamps() {
    return new Stamps();
  }

  @Bean
  StampFollower ingressStampFollower(
      RedisLink ingressRedisLink,
      View ingressView,
      ViewKeys ingressViewKeys,
      Stamps ingressStamps) {
    return new StampFollower(
        ingressRedisLink, ingressView, ingressViewKeys.stamps(), ingressStamps);
  }

  @Bean
  Repeated ingressHeadLook(StampFollower ingressStampFollower) {
    return new Repeated("ingress-head", StampFollower.PERIOD, ingressStampFollower::look);
  }

  @Bean
  Rooms ingressRooms(View ingressView) {
    return new Rooms(ingressView);
  }

  @Bean
  RoomFigures ingressRoomFigures(View ingressView) {
    return new RoomFigures(ingressView);
  }

  @Bean
  Repeated ingressRoomsRefresh(Rooms ingressRooms) {
    return new Repeated("ingress-rooms", ROOMS_READ, ingressRooms::refresh);
  }
}
