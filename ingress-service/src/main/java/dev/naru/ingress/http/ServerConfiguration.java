package dev.naru.ingress.http;

import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.identity.SessionTokens;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SocketProcessorBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Wires the web server: a virtual thread for each request, and no filter that nobody needs. */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {

  /** What a connection may cost that is quiet, or has a push; requests are counted apart. */
  private static final long BYTES_OF_A_CONNECTION = 40 << 10;

  private static final int FEWEST_CONNECTIONS = 1_000;
  private static final int READ_BYTES = 2 << 10;
  private static final int WRITE_BYTES = 4 << 10;

  @Bean
  TomcatProtocolHandlerCustomizer<AbstractHttp11Protocol<?>> ingressProtocol() {
    return protocol -> {
      // each connection has these, also those that are quiet for hours
      protocol.setProperty("socket.appReadBufSize", Integer.toString(READ_BYTES));
      protocol.setProperty("socket.appWriteBufSize", Integer.toString(WRITE_BYTES));
    };
  }

  /** Behind Spring's own, which would put what was set in the place of what can be. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> ingressConnections() {
    return server -> server.addConnectorCustomizers(ServerConfiguration::fitHeap);
  }

  private static void fitHeap(Connector connector) {
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      // what else there is to do ends the sending of a frame, and waits for nobody
      protocol.setExecutor(
          new RequestThreads(RequestThreads.affordable(), SocketProcessorBase.class::isInstance));
      protocol.setMaxConnections(mostConnections(protocol.getMaxConnections()));
    }
  }

  /** As many as were set, unless the heap cannot hold them: the rest waits to be accepted. */
  static int mostConnections(int set) {
    long affordable = Runtime.getRuntime().maxMemory() / BYTES_OF_A_CONNECTION;
    return (int) Math.min(set, Math.max(FEWEST_CONNECTIONS, affordable));
  }

  @Bean
  FilterRegistrationBean<OperatorsOnly> ingressOperatorsOnly(
      Operators ingressOperators, SessionTokens ingressSessionTokens) {
    FilterRegistrationBean<OperatorsOnly> filter =
        new FilterRegistrationBean<>(new OperatorsOnly(ingressOperators, ingressSessionTokens));
    filter.addUrlPatterns("/admin/*");
    return filter;
  }

  /** Takes the place of Boot's: the dispatcher does the same. */
  @Bean
  FilterRegistrationBean<RequestContextFilter> ingressNoRequestContextFilter() {
    return disabled(new RequestContextFilter());
  }

  private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> disabled(T filter) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  /** Takes the place of Boot's: joins are counted where their outcome is known. */
  @Bean
  FilterRegistrationBean<ServerHttpObservationFilter> ingressNoObservationFilter() {
    return disabled(
        new ServerHttpObservationFilter(io.micrometer.observation.ObservationRegistry.NOOP));
  }
}
