package dev.naru.ingress.http;

import dev.naru.ingress.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the request that came to them.
 *
 * @param hops addresses, the one that the nearest proxy saw last; null where it is not known
 * @param https whether it came to each of them by https; null if they do not say
 * @param host what was asked for, without a port; null if they do not say, or it is no name
 */
record Forwarding(List<@Nullable String> hops, @Nullable Boolean https, @Nullable String host) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z]+)=(\"[^\"]*\"|[^;,\"]*)\\s*([;,]|$)");

  /** Of the headers {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}, as they are. */
  static Forwarding of(List<String> forValues, List<String> protos, List<String> hosts) {
    List<String> nodes = parts(forValues);
    return new Forwarding(
        nodes.stream().<@Nullable String>map(Forwarding::address).toList(),
        https(parts(protos)),
        host(parts(hosts)));
  }

  private static List<String> parts(List<String> values) {
    List<String> parts = new ArrayList<>();
    for (String value : values) {
      for (String part : value.split(",", -1)) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** Of the header {@code Forwarded}; what is not of its form says nothing. */
  static Forwarding of(List<String> values) {
    List<String> nodes = new ArrayList<>();
    List<String> protos = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    String all = String.join(",", values);
    Matcher pair = PAIR.matcher(all);
    int end = 0;
    while (end < all.length() && pair.find(end) && pair.start() == end) {
      String value = pair.group(2).strip().replace("\"", "");
      switch (pair.group(1).toLowerCase(Locale.ROOT)) {
        case "for" -> nodes.add(value);
        case "proto" -> protos.add(value);
        case "host" -> hosts.add(value);
        default -> {}
      }
      end = pair.end();
    }
    return end < all.length() ? new Forwarding(List.of(), null, null) : of(nodes, protos, hosts);
  }

  private static @Nullable String address(String node) {
    String bare = node.startsWith("[") ? node.replaceFirst("]:[0-9]{1,5}$", "]") : node;
    String address =
        bare.startsWith("[") && bare.endsWith("]")
            ? bare.substring(1, bare.length() - 1)
            : bare.indexOf(':') == bare.lastIndexOf(':')
                ? PORT.matcher(bare).replaceFirst("")
                : bare;
    return Networks.address(address).isPresent() ? address : null;
  }

  private static @Nullable Boolean https(List<String> protos) {
    return protos.isEmpty() ? null : protos.stream().allMatch("https"::equalsIgnoreCase);
  }

  /** That of the nearest proxy. */
  private static @Nullable String host(List<String> hosts) {
    String host = hosts.isEmpty() ? "" : PORT.matcher(hosts.getLast()).replaceFirst("");
    return HOST.matcher(host).matches() ? host : null;
  }

  /**
   * Returns who called the first proxy whose word is taken: from the end of the hops, the first
   * that is none of those. What is before may be anything, since anybody may have written it.
   *
   * @param peer the nearest proxy itself
   */
  String client(String peer, Networks proxies) {
    String client = peer;
    for (String hop : hops.reversed()) {
      if (hop == null) {
        return client;
      }
      client = hop;
      if (!proxies.contains(hop)) {
        return client;
      }
    }
    return client;
  }
}
