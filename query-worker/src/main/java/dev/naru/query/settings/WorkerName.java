package dev.naru.query.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a worker process is called if nobody names it. */
final class WorkerName {
  private WorkerName() {}

  static String ofThisProcess() {
    return host() + "-" + ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
