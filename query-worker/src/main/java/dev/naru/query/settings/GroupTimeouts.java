package dev.naru.query.settings;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a group's session time-out (6 s) and heartbeat (1 s) on the cluster: with the new protocol
 * they are the group's, not the member's. Says in the log what is in force.
 */
public final class GroupTimeouts {
  private static final Logger LOG = LoggerFactory.getLogger(GroupTimeouts.class);

  private GroupTimeouts() {}

  /** Returns once the cluster has agreed or refused. */
  public static void apply(Admin admin, GroupProtocol protocol, String group)
      throws InterruptedException {
    if (protocol == GroupProtocol.CLASSIC) {
      LOG.info(
          "Sharing partitions by the classic protocol, cooperative-sticky, session time-out {} ms: group={}",
          KafkaClients.SESSION_TIMEOUT_MILLIS,
          group);
      return;
    }
    try {
      admin.incrementalAlterConfigs(Map.of(resource(group), operations())).all().get();
      LOG.info(
          "Sharing partitions by the consumer protocol, session time-out {} ms: group={}",
          KafkaClients.SESSION_TIMEOUT_MILLIS,
          group);
    } catch (ExecutionException e) {
      LOG.warn(
          "Sharing partitions by the consumer protocol, but the cluster does not allow a session time-out of {} ms, so a dead "
              + "worker's partitions move after the cluster's own time-out. Lower group.consumer.min.session.timeout.ms and "
              + "group.consumer.min.heartbeat.interval.ms on the brokers, or set naru.query.group-protocol to classic: group={} reason={}",
          KafkaClients.SESSION_TIMEOUT_MILLIS,
          group,
          String.valueOf(e.getCause()));
    }
  }

  private static ConfigResource resource(String group) {
    return new ConfigResource(ConfigResource.Type.GROUP, group);
  }

  private static List<AlterConfigOp> operations() {
    return List.of(
        set("consumer.session.timeout.ms", KafkaClients.SESSION_TIMEOUT_MILLIS),
        set("consumer.heartbeat.interval.ms", KafkaClients.HEARTBEAT_MILLIS));
  }

  private static AlterConfigOp set(String key, int value) {
    return new AlterConfigOp(new ConfigEntry(key, String.valueOf(value)), AlterConfigOp.OpType.SET);
  }
}
