package dev.naru.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code naru keys}: has a running Naru make, list or revoke keys of its OpenAI door. A key that
 * was made is all that stands on standard output. Exit code 0 if it was done, 2 if not.
 */
public final class KeysApplication {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;

  private final RunningNaru naru;
  private final PrintStream out;
  private final PrintStream err;

  private KeysApplication(RunningNaru naru, PrintStream out, PrintStream err) {
    this.naru = naru;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err, System.getenv("NARU_OPERATOR_TOKEN")));
  }

  static int run(List<String> args, PrintStream out, PrintStream err, @Nullable String givenToken) {
    return Errand.run(
        () -> {
          KeysOptions options = KeysOptions.parse(args);
          RunningNaru naru = RunningNaru.in(options.data(), givenToken);
          return new KeysApplication(naru, out, err).run(options);
        },
        err);
  }

  private int run(KeysOptions options) throws IOException, InterruptedException {
    return switch (options.action()) {
      case CREATE -> create(options);
      case LIST -> list();
      case REVOKE -> revoke(options);
    };
  }

  private int create(KeysOptions options) throws IOException, InterruptedException {
    var response = naru.send("POST", "keys", options.order(), PATIENCE);
    JsonNode made = JSON.readTree(response.body());
    if (!isDone(response)) {
      err.println(made.path("detail").asString(response.body()));
      return Errand.NOT_DONE;
    }
    out.println(made.path("key").asString());
    err.printf(
        "made key %s of %s for room %s; it is not shown again%n",
        made.path("id").asString(""),
        made.path("owner").asString(""),
        made.path("room").asString(""));
    return 0;
  }

  private int list() throws IOException, InterruptedException {
    String page = "keys";
    while (!page.isEmpty()) {
      var response = naru.send("GET", page, null, PATIENCE);
      JsonNode body = JSON.readTree(response.body());
      if (!isDone(response)) {
        err.println(body.path("detail").asString(response.body()));
        return Errand.NOT_DONE;
      }
      body.path("items").forEach(key -> out.println(key));
      String next = body.path("next").asString("");
      page = next.isEmpty() ? "" : "keys?after=" + next;
    }
    return 0;
  }

  private int revoke(KeysOptions options) throws IOException, InterruptedException {
    String reason = options.order().get("reason");
    String query = reason == null ? "" : "?reason=" + encoded(reason);
    var response = naru.send("DELETE", "keys/" + encoded(options.id()) + query, null, PATIENCE);
    if (isDone(response)) {
      return 0;
    }
    err.println(
        response.statusCode() == NOT_FOUND
            ? "Expected the id of a key, but there is no key '%s': see 'naru keys list'"
                .formatted(options.id())
            : JSON.readTree(response.body()).path("detail").asString(response.body()));
    return Errand.NOT_DONE;
  }

  private static boolean isDone(HttpResponse<String> response) {
    return response.statusCode() / 100 == 2;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
