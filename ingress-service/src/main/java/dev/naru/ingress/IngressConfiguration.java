package dev.naru.ingress;

import dev.naru.ingress.audit.AuditConfiguration;
import dev.naru.ingress.chunk.ChunkConfiguration;
import dev.naru.ingress.console.ConsoleConfiguration;
import dev.naru.ingress.deadletter.DeadLetterConfiguration;
import dev.naru.ingress.erasure.ErasureConfiguration;
import dev.naru.ingress.figures.FiguresConfiguration;
import dev.naru.ingress.follow.FollowConfiguration;
import dev.naru.ingress.history.HistoryConfiguration;
import dev.naru.ingress.http.HttpConfiguration;
import dev.naru.ingress.http.PushHttpConfiguration;
import dev.naru.ingress.http.SafetyConfiguration;
import dev.naru.ingress.http.ServerConfiguration;
import dev.naru.ingress.http.SocketHttpConfiguration;
import dev.naru.ingress.identity.IdentityConfiguration;
import dev.naru.ingress.key.KeyConfiguration;
import dev.naru.ingress.openai.OpenAiConfiguration;
import dev.naru.ingress.page.PageConfiguration;
import dev.naru.ingress.presence.PresenceConfiguration;
import dev.naru.ingress.push.PushConfiguration;
import dev.naru.ingress.replay.ReplayConfiguration;
import dev.naru.ingress.store.StoreConfiguration;
import dev.naru.ingress.story.StoryConfiguration;
import dev.naru.ingress.submit.SubmitConfiguration;
import dev.naru.ingress.transfer.TransferConfiguration;
import dev.naru.ingress.view.ViewConfiguration;
import dev.naru.ingress.visitors.VisitorsConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The whole ingress service, to be imported by whoever runs it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  IngressSettings.class,
  OperatorSettings.class,
  IdentitySettings.class,
  PushSettings.class
})
@PropertySource("classpath:dev/naru/ingress/ingress.properties")
@Import({
  SubmitConfiguration.class,
  IdentityConfiguration.class,
  ViewConfiguration.class,
  ChunkConfiguration.class,
  PushConfiguration.class,
  TransferConfiguration.class,
  FollowConfiguration.class,
  PresenceConfiguration.class,
  HistoryConfiguration.class,
  StoreConfiguration.class,
  AuditConfiguration.class,
  DeadLetterConfiguration.class,
  ReplayConfiguration.class,
  StoryConfiguration.class,
  VisitorsConfiguration.class,
  FiguresConfiguration.class,
  ConsoleConfiguration.class,
  ErasureConfiguration.class,
  KeyConfiguration.class,
  OpenAiConfiguration.class,
  HttpConfiguration.class,
  PageConfiguration.class,
  PushHttpConfiguration.class,
  SafetyConfiguration.class,
  SocketHttpConfiguration.class,
  ServerConfiguration.class
})
public class IngressConfiguration {

  @Bean
  Instance ingressInstance(IngressSettings settings, @Value("${server.port:8080}") String port) {
    return Instance.of(settings, port);
  }
}
