package dev.naru.ingress.http;

import dev.naru.ingress.PushSettings;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.submit.CommandSubmission;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the WebSocket. */
@Configuration(proxyBeanMethods = false)
public class SocketHttpConfiguration {

  @Bean
  SocketController ingressSocketController(
      SessionTokens ingressSessionTokens,
      SessionReads ingressSessionReads,
      SessionFeeds ingressSessionFeeds,
      Pushes ingressPushes,
      Submissions ingressSubmissions,
      CommandSubmission ingressCommandSubmission,
      PushSettings settings,
      Environment environment) {
    SocketTools tools =
        new SocketTools(
            ingressSessionTokens,
            ingressSessionReads,
            ingressSessionFeeds,
            ingressPushes,
            ingressSubmissions,
            ingressCommandSubmission,
            settings.frameRate(),
            settings.ping());
    List<String> others =
        Binder.get(environment)
            .bind("naru.ingress.origins", Bindable.listOf(String.class))
            .orElseGet(List::of);
    return new SocketController(tools, new Origins(others));
  }
}
