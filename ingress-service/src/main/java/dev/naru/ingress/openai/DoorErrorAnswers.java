package dev.naru.ingress.openai;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Gives whatever goes wrong below /openai/ OpenAI's shape; what nobody foresaw is logged. */
final class DoorErrorAnswers implements HandlerExceptionResolver, Ordered {
  private static final Logger log = LoggerFactory.getLogger(DoorErrorAnswers.class);

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!request.getRequestURI().startsWith(OpenAiController.PREFIX)) {
      return null;
    }
    try {
      if (!(failure instanceof ClientAbortException) && !response.isCommitted()) {
        response.resetBuffer();
        JsonAnswers.error(response, error(failure));
      }
    } catch (IOException e) {
      log.debug("A caller was gone before the answer", e);
    }
    return new ModelAndView();
  }

  private static DoorError error(Exception failure) {
    return switch (failure) {
      case DoorException known -> known.error();
      case ErrorResponse e ->
          DoorErrors.ofStatus(
              e.getStatusCode().value(),
              "Expected what /openapi.json describes, but found another method, path or type");
      default -> {
        log.error("A call ended with an unexpected error; the caller got 500", failure);
        yield DoorErrors.ofStatus(500, "Something unexpected went wrong; the log has it");
      }
    };
  }
}
