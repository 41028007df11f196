package dev.naru.ingress.http;

import dev.naru.ingress.store.StoreAwayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Turns whatever goes wrong into a problem object; what nobody foresaw is logged, never shown. */
final class ProblemResponses implements HandlerExceptionResolver, Ordered {
  private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1; // behind the OpenAI door's, which has its own shape
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    try {
      if (!(failure instanceof ClientAbortException) && !response.isCommitted()) {
        response.resetBuffer();
        Answers.problem(response, problem(failure));
      }
    } catch (IOException e) {
      log.debug("A caller was gone before the answer", e);
    }
    return new ModelAndView();
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case StoreAwayException e -> Problems.storeAway().problem();
      case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e);
      case HttpMediaTypeNotSupportedException e ->
          Problem.of(
              415,
              "unsupported-media-type",
              "The content is of an unsupported type",
              "Send 'Content-Type: application/json'");
      case HttpMediaTypeNotAcceptableException e ->
          Problem.of(
              406,
              "not-acceptable",
              "No acceptable type of answer",
              "Accept 'application/json'; all answers are JSON");
      case ErrorResponse e -> ofStatus(e.getStatusCode().value());
      default -> unexpected(failure);
    };
  }

  private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException e) {
    Set<HttpMethod> methods = e.getSupportedHttpMethods();
    String allowed =
        methods == null
            ? ""
            : String.join(", ", methods.stream().map(HttpMethod::name).sorted().toList());
    return Problem.of(
            405,
            "method-not-allowed",
            "The method is not allowed here",
            "Allowed here: " + allowed + "; see /openapi.json")
        .with(HttpHeaders.ALLOW, allowed);
  }

  /** What is left to say when nothing but the status is known. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 ->
          Problem.of(404, "no-such-path", "There is nothing at this path", "See /openapi.json");
      case 500 ->
          Problem.of(
              500,
              "internal-error",
              "Something unexpected went wrong",
              "Try again; if it stays, the log of the service says what happened");
      default ->
          Problem.of(
              status,
              status < 500 ? "bad-request" : "unavailable",
              "The request cannot be answered",
              "See /openapi.json for what can be asked");
    };
  }

  private static Problem unexpected(Exception failure) {
    log.error("A request ended with an unexpected error; the caller got 500", failure);
    return ofStatus(500);
  }
}
