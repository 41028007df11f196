package dev.naru.ingress.identity;

import dev.naru.ingress.OidcSettings;
import dev.naru.ingress.OperatorSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows operators and viewers by the tokens that they show, and never shows one. Thread-safe. */
public final class Operators {
  static final String FILE = "operator.token";

  /** What the audit calls query workers, which hold pools on their own. */
  public static final String WORKER = "worker";

  private static final String VIEWER = "viewer";
  private static final int TOKEN_BYTES = 32;

  private final Shared operator;
  private final @Nullable Shared viewer;
  private final @Nullable OidcOperators oidc;

  private Operators(Shared operator, @Nullable Shared viewer, @Nullable OidcOperators oidc) {
    this.operator = operator;
    this.viewer = viewer;
    this.oidc = oidc;
  }

  /** Those of the settings; if they have no operator's token, the one in the folder is it. */
  static Operators of(OperatorSettings settings, KeyFolder folder, Clock clock) {
    String given = settings.token();
    String token = given == null ? folder.keep(FILE, Operators::newToken) : given;
    String viewing = settings.viewerToken();
    return new Operators(
        Shared.of(token, settings.name(), Role.OPERATOR),
        viewing == null ? null : Shared.of(viewing, VIEWER, Role.VIEWER),
        oidc(settings, clock));
  }

  private static @Nullable OidcOperators oidc(OperatorSettings settings, Clock clock) {
    OidcSettings oidc = settings.oidc();
    return oidc == null
        ? null
        : new OidcOperators(
            OidcVerifier.of(oidc.issuer(), oidc.audience(), oidc.jwksUri(), clock),
            oidc,
            Set.of(settings.name(), VIEWER, WORKER));
  }

  private static String newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * Returns whose token it is; empty if nobody's. Takes equally long for any token that is none of
   * the settings'. Throws {@link IssuerAwayException} if it may be good, but that cannot be told.
   */
  public Optional<Operator> find(@Nullable String token) {
    if (token == null) {
      return Optional.empty();
    }
    byte[] digest = digest(token);
    if (operator.is(digest)) {
      return Optional.of(operator.who());
    }
    if (viewer != null && viewer.is(digest)) {
      return Optional.of(viewer.who());
    }
    return oidc == null ? Optional.empty() : oidc.find(token);
  }

  /** Digests are of one length: not even the token's own is given away. */
  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A token of the settings, and who shows it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Shared(byte[] digest, Operator who) {
    static Shared of(String token, String name, Role role) {
      return new Shared(Operators.digest(token), new Operator(name, role));
    }

    boolean is(byte[] other) {
      return MessageDigest.isEqual(digest, other);
    }
  }
}
