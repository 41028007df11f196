package dev.naru.ingress.view;

import dev.naru.ingress.Repeated;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of the view. */
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {
  private static final Duration ROOMS_READ = Duration.ofSeconds(2);

  @Bean
  RedisLink ingressRedisLink(@Value("${spring.data.redis.url}") String url) {
    return new RedisLink(url);
  }

  @Bean(destroyMethod = "")
  Partitions ingressPartitions(RedisLink ingressRedisLink) {
    return new Partitions(number -> partition(ingressRedisLink, number));
  }

  private static Partition partition(RedisLink link, int number) {
    Stamps stamps = new Stamps();
    View view = new RedisView(link, new ViewKeys(number));
    return new Partition(number, view, stamps, ViewCurrency.of(stamps));
  }

  @Bean
  ViewErasure ingressViewErasure(RedisLink ingressRedisLink, Partitions ingressPartitions) {
    return new RedisViewErasure(ingressRedisLink, ingressPartitions);
  }

  @Bean
  HeadLook ingressHeads(RedisLink ingressRedisLink, Partitions ingressPartitions) {
    return new HeadLook(ingressRedisLink, ingressPartitions);
  }

  @Bean
  Repeated ingressHeadLook(HeadLook ingressHeads) {
    return new Repeated("ingress-head", StampFollower.PERIOD, ingressHeads::look);
  }

  @Bean
  Rooms ingressRooms(Partitions ingressPartitions) {
    return new Rooms(ingressPartitions);
  }

  @Bean
  RoomFigures ingressRoomFigures(Rooms ingressRooms) {
    return new RoomFigures(ingressRooms::read);
  }

  @Bean
  Repeated ingressRoomsRefresh(Rooms ingressRooms) {
    return new Repeated("ingress-rooms", ROOMS_READ, ingressRooms::refresh);
  }
}
