package dev.naru.ingress.http;

import java.time.Duration;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;

/** Looks, again and again, for heads of requests that take longer than a single byte may. */
final class SlowHeads implements TomcatProtocolHandlerCustomizer<AbstractHttp11Protocol<?>> {
  static final Duration LOOKED_EVERY = Duration.ofSeconds(1);

  private volatile @Nullable PatientProtocol protocol;

  @Override
  public void customize(AbstractHttp11Protocol<?> handler) {
    if (handler instanceof PatientProtocol patient) {
      protocol = patient;
    }
  }

  void end() {
    PatientProtocol patient = protocol;
    if (patient != null) {
      patient.endSlowHeads(Duration.ofMillis(patient.getConnectionTimeout()));
    }
  }

  /** By another patience. */
  void end(Duration patience) {
    PatientProtocol patient = protocol;
    if (patient != null) {
      patient.endSlowHeads(patience);
    }
  }
}
