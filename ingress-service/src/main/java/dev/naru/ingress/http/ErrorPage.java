package dev.naru.ingress.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends errors that no controller saw: they too become problem objects. */
@RestController
class ErrorPage implements ErrorController {
  static final String PATH = "/error";

  @RequestMapping(PATH)
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Answers.problem(
        response, ProblemResponses.ofStatus(status instanceof Integer code ? code : 404));
  }
}
