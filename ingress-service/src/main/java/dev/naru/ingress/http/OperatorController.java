package dev.naru.ingress.http;

import dev.naru.ingress.identity.Operator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells operators who they are, and what they may do. */
@RestController
class OperatorController {

  @GetMapping(path = "/admin/v1/me", produces = Answers.JSON)
  void me(HttpServletResponse response) throws IOException {
    Operator operator = CurrentOperator.get();
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        new OperatorBody(operator.name(), operator.role().word()));
  }
}
