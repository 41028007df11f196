package dev.naru.ingress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This ingress among all of them: a name that is the same again after a restart. */
public record Instance(String name) {

  static Instance of(IngressSettings settings, String port) {
    String given = settings.instance();
    return new Instance(given == null ? host() + ":" + port : given);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
