package dev.naru.ingress.http;

import dev.naru.ingress.identity.IssuerAwayException;
import dev.naru.ingress.identity.Operator;
import dev.naru.ingress.identity.Operators;
import dev.naru.ingress.identity.SessionTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets operators through, and viewers as far as they look only: no good token 401, a visitor's or
 * one without the role 403, and 503 while it cannot be told. The token is the header's alone: what
 * a browser sends by itself, such as a cookie, is no operator's will.
 */
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
    Operator operator;
    try {
      operator = require(Headers.bearer(request), request.getMethod());
    } catch (ProblemException e) {
      Answers.problem(response, e.problem());
      return;
    }
    CurrentOperator.is(request, operator);
    chain.doFilter(request, response);
  }

  private Operator require(@Nullable String token, String method) {
    Operator known = find(token);
    return switch (known.role()) {
      case OPERATOR -> known;
      case VIEWER -> {
        if (!method.equals("GET")) {
          throw Problems.viewerOnly();
        }
        yield known;
      }
      case NONE -> throw Problems.withoutRole();
    };
  }

  private Operator find(@Nullable String token) {
    try {
      return operators.find(token).orElseThrow(() -> refusal(token));
    } catch (IssuerAwayException e) {
      throw Problems.issuerAway();
    }
  }

  private ProblemException refusal(@Nullable String token) {
    return visitors.verify(token).isPresent() ? Problems.noOperator() : Problems.operatorNeeded();
  }
}
