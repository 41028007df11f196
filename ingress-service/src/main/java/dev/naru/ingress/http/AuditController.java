package dev.naru.ingress.http;

import dev.naru.ingress.audit.Audit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators did, the newest first. */
@RestController
class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping(path = "/admin/v1/audit", produces = Answers.JSON)
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Paging paging = Paging.of(request);
    var found = audit.list(paging.limit() + 1, paging.after(Long::valueOf));
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        paging.page(
            found,
            numbered -> AuditBody.of(numbered.entry()),
            numbered -> String.valueOf(numbered.number())));
  }
}
