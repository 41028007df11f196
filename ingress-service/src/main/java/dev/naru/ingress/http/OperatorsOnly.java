package dev.naru.ingress.http;

import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.identity.SessionTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lets operators through: no good token 401, a visitor's 403. */
final class OperatorsOnly extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Operators operators;
  private final transient SessionTokens visitors;

  OperatorsOnly(Operators operators, SessionTokens visitors) {
    this.operators = operators;
    this.visitors = visitors;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String token = Headers.bearer(request);
    if (operators.isOperator(token)) {
      chain.doFilter(request, response);
    } else {
      Answers.problem(response, refusal(token).problem());
    }
  }

  private ProblemException refusal(@Nullable String token) {
    return visitors.verify(token).isPresent() ? Problems.noOperator() : Problems.operatorNeeded();
  }
}
