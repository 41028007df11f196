package dev.naru.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code naru erase}: has a running Naru erase what it keeps of a user. Prints the report as JSON
 * on standard output, and on standard error what it comes to. Exit code 0 if it was done, 1 if
 * there is no such user or the user is here, 2 if it could not be run.
 */
public final class EraseApplication {
  private static final JsonMapper JSON = new JsonMapper();

  /** A user of many years has many rows. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final PrintStream out;
  private final PrintStream err;
  private final @Nullable String givenToken;

  private EraseApplication(PrintStream out, PrintStream err, @Nullable String givenToken) {
    this.out = out;
    this.err = err;
    this.givenToken = givenToken;
  }

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err, System.getenv("NARU_OPERATOR_TOKEN")));
  }

  static int run(List<String> args, PrintStream out, PrintStream err, @Nullable String givenToken) {
    return Errand.run(
        () -> new EraseApplication(out, err, givenToken).run(EraseOptions.parse(args)), err);
  }

  private int run(EraseOptions options) throws IOException, InterruptedException {
    return answer(
        options,
        RunningNaru.in(options.data(), givenToken)
            .send("POST", "erasures", body(options), PATIENCE));
  }

  private static Map<String, Object> body(EraseOptions options) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("userKey", options.user());
    body.put("dryRun", options.dryRun());
    if (options.room() != null) {
      body.put("room", options.room());
    }
    if (options.reason() != null) {
      body.put("reason", options.reason());
    }
    return body;
  }

  private int answer(EraseOptions options, HttpResponse<String> response) {
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() != OK) {
      err.println(body.path("detail").asString(response.body()));
      return response.statusCode() == NOT_FOUND || response.statusCode() == CONFLICT ? 1 : 2;
    }
    out.println(response.body());
    err.printf(
        Locale.ROOT,
        "%s: the name of %d sessions, the results of %d queries, the bytes of %d dead letters%n",
        options.dryRun() ? "would be erased" : "erased",
        body.path("sessions").asLong(),
        body.path("queries").asLong(),
        body.path("letters").asLong());
    for (JsonNode remains : body.path("remains")) {
      JsonNode until = remains.path("until");
      err.printf(
          Locale.ROOT,
          "not erased: %s, %s: %s%n",
          remains.path("where").asString(""),
          until.isNull() ? "without end" : "until " + until.asString("") + " at the latest",
          remains.path("why").asString(""));
    }
    return 0;
  }
}
