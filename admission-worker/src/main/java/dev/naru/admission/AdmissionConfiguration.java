package dev.naru.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.naru.admission.history.HistoryConfiguration;
import dev.naru.admission.loop.LoopConfiguration;
import dev.naru.admission.replay.SeparateReplayEngine;
import dev.naru.admission.retention.RetentionConfiguration;
import dev.naru.admission.runs.ReplayEngine;
import dev.naru.admission.runs.ReplayRunsConfiguration;
import dev.naru.admission.snapshot.SnapshotConfiguration;
import java.net.URLEncoder;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All of the admission worker: the loop, the snapshots, the history, the replays, and what ends
 * them.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  LoopConfiguration.class,
  SnapshotConfiguration.class,
  HistoryConfiguration.class,
  ReplayRunsConfiguration.class,
  RetentionConfiguration.class
})
public class AdmissionConfiguration {

  @Bean
  ReplayEngine admissionReplayEngine(
      @Value("${spring.kafka.bootstrap-servers:127.0.0.1:9092}") String bootstrapServers,
      @Value("${spring.data.redis.url:redis://127.0.0.1:6379}") String redis,
      JdbcConnectionDetails postgres) {
    return new SeparateReplayEngine(bootstrapServers, redis, url(postgres), 0);
  }

  private static String url(JdbcConnectionDetails postgres) {
    String url = postgres.getJdbcUrl();
    String user = URLEncoder.encode(Objects.toString(postgres.getUsername(), ""), UTF_8);
    String password = URLEncoder.encode(Objects.toString(postgres.getPassword(), ""), UTF_8);
    return "%s%suser=%s&password=%s".formatted(url, url.contains("?") ? "&" : "?", user, password);
  }
}
