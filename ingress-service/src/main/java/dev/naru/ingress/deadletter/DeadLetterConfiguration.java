package dev.naru.ingress.deadletter;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.naru.ingress.Repeated;
import dev.naru.ingress.history.History;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.store.Postgres;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.RecordSubmission;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.Rooms;
import dev.naru.model.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the dead letters, and what redrives them. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = LetterRow.class)
public class DeadLetterConfiguration {
  private static final Duration TURN = Duration.ofMillis(500);

  @Bean
  DeadLetters ingressDeadLetters(Postgres ingressPostgres) {
    return new PostgresLetters(ingressPostgres);
  }

  @Bean
  Repeated ingressRedriver(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers,
      Postgres ingressPostgres,
      RecordSubmission ingressRecordSubmission,
      CommandSubmission ingressCommandSubmission,
      Rooms ingressRooms,
      Partitions ingressPartitions,
      History ingressHistory,
      PresenceBook ingressPresenceBook) {
    Redrives redrives = new PostgresRedrives(ingressPostgres);
    TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    Clock clock = Clock.systemUTC();
    QueryRedrive queries =
        new QueryRedrive(
            redrives,
            ingressCommandSubmission,
            ingressRooms,
            ingressPartitions,
            ingressHistory,
            ingressPresenceBook,
            new WireFormat(),
            ids::generate,
            clock);
    Redriver redriver =
        new Redriver(
            redrives,
            new LargeLetters(redrives, new KafkaRecords(bootstrapServers)),
            new RecordRedrive(redrives, ingressRecordSubmission, clock),
            queries,
            ids::generate,
            clock);
    return new Repeated("ingress-redriver", TURN, redriver::turn);
  }
}
