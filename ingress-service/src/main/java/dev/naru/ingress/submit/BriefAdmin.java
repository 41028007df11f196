package dev.naru.ingress.submit;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes clients that ask the cluster one thing, and do not wait long for it. */
final class BriefAdmin {
  static final int CALL_MILLIS = 2_000;

  private BriefAdmin() {}

  static Admin of(String bootstrapServers) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            CALL_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            CALL_MILLIS));
  }
}
