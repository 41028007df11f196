package dev.naru.ingress.http;

import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.PushSettings;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.submit.CommandSubmission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
      IngressSettings ingress) {
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
    return new SocketController(tools, new Origins(ingress.origins()));
  }
}
