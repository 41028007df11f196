package dev.naru.ingress.limit;

import dev.naru.ingress.Networks;
import java.net.Inet6Address;
import java.util.HexFormat;

/** Who is one caller by an address. */
final class Addresses {
  /** Whoever has IPv6 at all has that many addresses of it. */
  private static final int BYTES_OF_A_HOME = 8;

  private Addresses() {}

  /** Returns the address; of IPv6 the first 64 bits, which are one household's or server's. */
  static String caller(String address) {
    return Networks.address(address)
        .filter(Inet6Address.class::isInstance)
        .map(known -> HexFormat.of().formatHex(known.getAddress(), 0, BYTES_OF_A_HOME))
        .orElse(address);
  }
}
