package dev.naru.admission.history;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.persistence.EntityManagerFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.CommonClientConfigs;
import org.flywaydb.core.Flyway;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.dialect.PostgreSQLDialect;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The projection of sessions' events into Postgres, in a group of its own. Needs Boot's Kafka,
 * DataSource and JPA; starts without Postgres, waits for it, and catches up.
 */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = SessionHistory.class)
public class HistoryConfiguration {
  /** The group that reads all events for the history; what it has read was there. */
  public static final String GROUP = HistoryContainer.GROUP;

  /** The history's own migrations, recorded in a table of their own; run by the starter. */
  @Bean
  public Flyway admissionFlyway(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/admission")
        .table("flyway_admission_history")
        // other services keep their tables, and their own record of them, in the same schema
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  /** Lets Hibernate start without asking Postgres anything. */
  @Bean
  HibernatePropertiesCustomizer admissionHibernateCustomizer() {
    return properties -> {
      properties.put(JdbcSettings.ALLOW_METADATA_ON_BOOT, false);
      properties.put(JdbcSettings.DIALECT, PostgreSQLDialect.class.getName());
    };
  }

  @Bean
  HistoryProgress admissionHistoryProgress() {
    return new HistoryProgress(InstantSource.system());
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> admissionHistoryContainer(
      KafkaProperties kafka,
      KafkaConnectionDetails connection,
      EntityManagerFactory entities,
      HistoryProgress progress) {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    settings.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        connection.getConsumer().getBootstrapServers());
    return HistoryContainer.of(
        settings,
        new HistoryListener(
            new SessionEvents(),
            new PostgresHistory(entities),
            progress,
            new EventLogNames(admin(kafka, connection))));
  }

  private static Map<String, Object> admin(
      KafkaProperties kafka, KafkaConnectionDetails connection) {
    Map<String, Object> settings = new HashMap<>(kafka.buildAdminProperties());
    settings.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getAdmin().getBootstrapServers());
    return settings;
  }

  @Bean
  HistoryStarter admissionHistoryStarter(
      @Qualifier("admissionFlyway") Flyway flyway,
      @Qualifier("admissionHistoryContainer") MessageListenerContainer container,
      HistoryProgress progress) {
    return new HistoryStarter(flyway, container, progress);
  }

  @Bean
  HistoryHealth admissionHistoryHealthIndicator(
      @Qualifier("admissionHistoryContainer") MessageListenerContainer container,
      HistoryProgress progress) {
    return new HistoryHealth(container, progress);
  }

  @Bean
  MeterBinder admissionHistoryMetrics(HistoryProgress progress) {
    return registry ->
        Gauge.builder("naru.history.lag", progress, HistoryProgress::secondsBehind)
            .description("How long ago the oldest event happened that history has not got yet")
            .baseUnit("seconds")
            .tag("history", "sessions")
            .register(registry);
  }
}
