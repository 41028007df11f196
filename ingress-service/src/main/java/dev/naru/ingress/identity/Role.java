package dev.naru.ingress.identity;

import java.util.Locale;

/** What somebody whom Naru knows may do under {@code /admin/v1}. */
public enum Role {
  /** Look and change. */
  OPERATOR,
  /** Look. */
  VIEWER,
  /** Nothing: the issuer vouches for them, and gives them no role here. */
  NONE;

  /** As answers spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
