package dev.naru.ingress.http;

import dev.naru.ingress.identity.Operator;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The operator whose request it is, as {@link OperatorsOnly} has found. */
final class CurrentOperator {
  private static final String NAME = CurrentOperator.class.getName();

  private CurrentOperator() {}

  static void is(HttpServletRequest request, Operator operator) {
    request.setAttribute(NAME, operator);
  }

  /** On the request's own thread; there is no other that does what operators ask for. */
  static Operator get() {
    Object operator =
        RequestContextHolder.currentRequestAttributes()
            .getAttribute(NAME, RequestAttributes.SCOPE_REQUEST);
    if (operator instanceof Operator known) {
      return known;
    }
    throw new IllegalStateException("Expected an operator's request, but nobody was looked for");
  }
}
