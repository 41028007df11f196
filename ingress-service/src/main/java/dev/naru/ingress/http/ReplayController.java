package dev.naru.ingress.http;

import dev.naru.ingress.replay.ReplayOrder;
import dev.naru.ingress.replay.ReplayRun;
import dev.naru.ingress.replay.ReplayRuns;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Replays of the real traffic: asked for here, run beside the live system by a worker. */
@RestController
class ReplayController {
  private static final String COLLECTION = "/admin/v1/replays";
  private static final String WHAT_IF = "what-if";
  private static final String REBUILD = "rebuild";
  private static final List<String> MODES = List.of("verify", REBUILD, WHAT_IF);

  private final ReplayRuns runs;
  private final Operations operations;

  ReplayController(ReplayRuns runs, Operations operations) {
    this.runs = runs;
    this.operations = operations;
  }

  @PostMapping(path = COLLECTION, consumes = Answers.JSON, produces = Answers.JSON)
  void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    ReplayOrder order = order(fields);
    fields.requireNoOther();
    operations.note("replay.start", "replays/" + order.id(), reason, null, order);
    runs.add(order);
    Answers.located(response, COLLECTION + "/", order.id());
    Answers.operator(response, HttpServletResponse.SC_ACCEPTED, ReplayBody.of(ReplayRun.of(order)));
  }

  private static ReplayOrder order(Fields fields) {
    String mode = fields.text("mode");
    if (mode == null || !MODES.contains(mode)) {
      throw Problems.malformed(
          "Expected 'mode' to be verify, rebuild or what-if, but it is "
              + (mode == null ? "missing" : "another"));
    }
    String from = ReplayPoints.read(fields, "from", ReplayPoints.EARLIEST);
    String to = ReplayPoints.read(fields, "to", ReplayPoints.LATEST);
    ReplayPoints.requireOrder(from, to);
    String scope = scope(mode, fields.flag("history"));
    String changes = changes(mode, fields.group("changes"));
    return new ReplayOrder(Ids.next(), mode, from, to, scope == null ? changes : scope);
  }

  /** What a rebuild makes anew beside the view, as JSON; null if nothing. */
  private static @Nullable String scope(String mode, @Nullable Boolean history) {
    if (history != null && !mode.equals(REBUILD)) {
      throw Problems.malformed(
          "Expected 'history' with the mode rebuild only, but the mode is " + mode);
    }
    return history != null && history ? "{\"history\":true}" : null;
  }

  private static @Nullable String changes(String mode, Fields changes) {
    if (mode.equals(WHAT_IF)) {
      return ReplayChanges.read(changes);
    }
    if (!changes.all().isEmpty()) {
      throw Problems.malformed(
          "Expected 'changes' with the mode what-if only, but the mode is " + mode);
    }
    return null;
  }

  @GetMapping(path = COLLECTION, produces = Answers.JSON)
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Paging paging = Paging.of(request);
    List<ReplayRun> found = runs.list(paging.limit() + 1, paging.after(UUID::fromString));
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        paging.page(found, ReplayBody::summary, run -> run.id().toString()));
  }

  @GetMapping(path = COLLECTION + "/{id}", produces = Answers.JSON)
  void look(@PathVariable("id") String path, HttpServletResponse response) throws IOException {
    UUID id = Ids.parse(path, "replay");
    ReplayRun run = runs.find(id).orElseThrow(() -> Problems.unknown("replay"));
    Answers.operator(response, HttpServletResponse.SC_OK, ReplayBody.of(run));
  }
}
