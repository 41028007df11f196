package dev.naru.ingress.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.naru.ingress.OidcSettings;
import dev.naru.model.UserKeys;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows operators by the tokens of an issuer, and their roles by a claim. Thread-safe. */
final class OidcOperators {
  private final OidcVerifier verifier;
  private final OidcSettings settings;
  private final Set<String> taken;

  /**
   * Knows those of one issuer.
   *
   * @param taken names that are others': in the audit nobody is to pass for them
   */
  OidcOperators(OidcVerifier verifier, OidcSettings settings, Set<String> taken) {
    this.verifier = verifier;
    this.settings = settings;
    this.taken = taken;
  }

  /** Returns whose token it is; throws {@link IssuerAwayException} if that cannot be told. */
  Optional<Operator> find(String token) {
    return verifier.verify(token).flatMap(this::operator);
  }

  private Optional<Operator> operator(JWTClaimsSet claims) {
    return Stream.of(claims.getClaim(settings.nameClaim()), claims.getSubject())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(this::isName)
        .findFirst()
        .map(name -> new Operator(name, role(claims)));
  }

  private boolean isName(String name) {
    return UserKeys.isValid(name) && !taken.contains(name);
  }

  private Role role(JWTClaimsSet claims) {
    Set<String> roles = Set.copyOf(words(claim(claims.getClaims())));
    if (roles.contains(settings.operatorRole())) {
      return Role.OPERATOR;
    }
    return roles.contains(settings.viewerRole()) ? Role.VIEWER : Role.NONE;
  }

  /** A claim of that very name, such as {@code https://example/roles}, or what the dots lead to. */
  private @Nullable Object claim(Map<String, Object> claims) {
    Object named = claims.get(settings.roleClaim());
    if (named != null) {
      return named;
    }
    Object found = claims;
    for (String step : settings.roleClaim().split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return found;
  }

  /** Roles come as a list, or as words of one text. */
  private static List<String> words(@Nullable Object claim) {
    if (claim instanceof String text) {
      return Arrays.asList(text.split(" ", -1));
    }
    return claim instanceof Collection<?> all
        ? all.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
