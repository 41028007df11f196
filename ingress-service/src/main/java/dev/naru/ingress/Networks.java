package dev.naru.ingress;

import dev.naru.model.InvalidSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that settings name: single ones, and networks such as {@code 10.0.0.0/8}. */
public final class Networks {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final List<Network> networks;

  private Networks(List<Network> networks) {
    this.networks = networks;
  }

  /** Reads what the setting {@code key} lists; throws {@link InvalidSettingException}. */
  public static Networks of(String key, List<String> texts) {
    return new Networks(texts.stream().map(text -> Network.of(key, text)).toList());
  }

  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether the address, written in digits, is in one of these; what is no address never is. */
  public boolean contains(String address) {
    return !networks.isEmpty()
        && address(address)
            .map(InetAddress::getAddress)
            .filter(bytes -> networks.stream().anyMatch(network -> network.contains(bytes)))
            .isPresent();
  }

  /** Reads an address in digits; names are none, and are looked up nowhere. */
  public static Optional<InetAddress> address(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private record Network(byte[] address, int bits) {

    static Network of(String key, String text) {
      String[] parts = text.strip().split("/", -1);
      byte[] address =
          Networks.address(parts[0])
              .map(InetAddress::getAddress)
              .orElseThrow(() -> wrong(key, text));
      int most = address.length * Byte.SIZE;
      int bits = parts.length == 1 ? most : bits(key, text, parts[1], most);
      if (parts.length > 2) {
        throw wrong(key, text);
      }
      return new Network(address, bits);
    }

    private static int bits(String key, String text, String number, int most) {
      if (!number.matches("\\d{1,3}") || Integer.parseInt(number) > most) {
        throw wrong(key, text);
      }
      return Integer.parseInt(number);
    }

    private static InvalidSettingException wrong(String key, String text) {
      return new InvalidSettingException(
          key, "addresses or networks such as 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32", text);
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
