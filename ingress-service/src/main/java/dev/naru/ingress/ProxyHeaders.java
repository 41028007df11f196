package dev.naru.ingress;

/** In which headers proxies say who calls them. */
public enum ProxyHeaders {
  /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
  X_FORWARDED,
  /** {@code Forwarded} (RFC 7239). */
  FORWARDED
}
