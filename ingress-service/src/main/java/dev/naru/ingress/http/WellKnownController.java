package dev.naru.ingress.http;

import dev.naru.ingress.identity.AdmissionTokens;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What programs look for: the description of this API, and the keys of admission tokens. */
@RestController
class WellKnownController {
  private static final String DESCRIPTION = "openapi.json";
  private static final String FIVE_MINUTES = "public, max-age=300";

  private final byte[] description = resource();
  private final AdmissionTokens tokens;

  WellKnownController(AdmissionTokens tokens) {
    this.tokens = tokens;
  }

  private static byte[] resource() {
    try (InputStream file = WellKnownController.class.getResourceAsStream(DESCRIPTION)) {
      if (file == null) {
        throw new IllegalStateException("Expected " + DESCRIPTION + ", but it is not packaged");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping(path = "/openapi.json", produces = Answers.JSON)
  void openApi(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, FIVE_MINUTES);
    Answers.write(response, HttpServletResponse.SC_OK, Answers.JSON, description);
  }

  @GetMapping(
      path = "/.well-known/jwks.json",
      produces = {Answers.JSON, "application/jwk-set+json"})
  void keys(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, FIVE_MINUTES);
    byte[] keys = tokens.keySet().getBytes(StandardCharsets.UTF_8);
    Answers.write(response, HttpServletResponse.SC_OK, "application/jwk-set+json", keys);
  }
}
