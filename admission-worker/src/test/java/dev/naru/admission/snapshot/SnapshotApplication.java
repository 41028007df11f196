package dev.naru.admission.snapshot;

import dev.naru.embedded.Connections;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The snapshots' store alone, as the worker's application has it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SnapshotConfiguration.class)
public class SnapshotApplication {

  /** Its tables are not made yet. */
  public static ConfigurableApplicationContext start(Connections servers) {
    Map<String, Object> properties =
        Map.of(
            "spring.datasource.url", servers.postgresJdbcUrl(),
            "spring.datasource.username", servers.postgresUser(),
            "spring.datasource.password", servers.postgresPassword(),
            "spring.datasource.hikari.connection-timeout", "1000",
            "spring.datasource.hikari.initialization-fail-timeout", "-1",
            "spring.flyway.enabled", "false",
            "spring.jpa.hibernate.ddl-auto", "none");
    return new SpringApplicationBuilder(SnapshotApplication.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .properties(properties)
        .run("--management.endpoint.health.validate-group-membership=false");
  }

  /** Makes the tables as the worker does. */
  public static void migrate(Connections servers) {
    var unused =
        Flyway.configure()
            .dataSource(
                servers.postgresJdbcUrl(), servers.postgresUser(), servers.postgresPassword())
            .locations("classpath:db/migration/admission")
            .table("flyway_admission_history")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load()
            .migrate();
  }
}
