package dev.naru.query.result;

import dev.naru.model.RetentionSettings;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.WireFormat;
import dev.naru.query.deadletter.DeadLetters;
import dev.naru.query.settings.KafkaClients;
import dev.naru.query.settings.TopicGate;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the history of queries, and the list of dead letters. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = QueryRecord.class)
public class ResultConfiguration {

  @Bean
  HistoryStart queryHistoryStart(
      Flyway queryFlyway,
      EntityManagerFactory entities,
      KafkaClients queryKafkaClients,
      DeadLetters queryDeadLetters,
      MeterRegistry meters) {
    AtomicLong lag = meters.gauge("naru.history.lag", new AtomicLong());
    var listener =
        new HistoryListener(
            new WireFormat(),
            new QueryHistory(entities),
            queryDeadLetters,
            lag,
            () -> eventsTopic(queryKafkaClients));
    return new HistoryStart(
        queryFlyway, queryKafkaClients, Topics.EVENTS, "naru-query-history", listener);
  }

  /** The id of the topic behind the name: one that is deleted and made anew has another. */
  private static String eventsTopic(KafkaClients clients) {
    try (Admin admin = clients.admin()) {
      return TopicGate.id(admin, Topics.EVENTS);
    }
  }

  @Bean
  HistoryStart queryLettersStart(
      Flyway queryFlyway,
      EntityManagerFactory entities,
      KafkaClients queryKafkaClients,
      Environment environment) {
    var projection =
        new LetterProjection(entities, retention(environment).history(), InstantSource.system());
    return new HistoryStart(
        queryFlyway,
        queryKafkaClients,
        Topics.DEAD_LETTERS,
        "naru-query-dead-letters",
        new LetterListener(projection));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  QueryRetention queryRetention(EntityManagerFactory entities, Environment environment) {
    return new QueryRetention(
        new OldQueries(entities), retention(environment), InstantSource.system());
  }

  /** Unknown keys and impossible values stop the start, with a message that names the key. */
  private static RetentionSettings retention(Environment environment) {
    return Binder.get(environment)
        .bind(
            "naru.retention",
            Bindable.of(RetentionSettings.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
        .orElseGet(RetentionSettings::defaults);
  }

  /** Migrates when the history starts, not when the bean is made: Postgres may be away. */
  @Bean
  Flyway queryFlyway(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/query")
        .table("flyway_query_history")
        // The services share a database: the first to come must not keep the others out.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }
}
