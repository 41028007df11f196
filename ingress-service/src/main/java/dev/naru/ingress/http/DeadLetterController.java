package dev.naru.ingress.http;

import dev.naru.ingress.deadletter.DeadLetters;
import dev.naru.ingress.deadletter.Letter;
import dev.naru.ingress.deadletter.LetterFilter;
import dev.naru.ingress.deadletter.LetterState;
import dev.naru.ingress.deadletter.RedrivePlan;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Records that led nowhere: looking at them, redriving them, discarding them. */
@RestController
class DeadLetterController {
  private static final String COLLECTION = "/admin/v1/dead-letters";
  private static final String LETTER = COLLECTION + "/{id}";
  private static final String TARGET = "dead-letters";
  private static final int USUAL_RATE = 10;
  private static final int MOST_RATE = 1_000;

  private final DeadLetters letters;
  private final Operations operations;

  DeadLetterController(DeadLetters letters, Operations operations) {
    this.letters = letters;
    this.operations = operations;
  }

  @GetMapping(path = COLLECTION, produces = Answers.JSON)
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Paging paging = Paging.of(request);
    LetterFilter filter =
        LetterFilters.of(
            request.getParameter("reason"),
            LetterFilters.flag(request.getParameter("parked")),
            request.getParameter("topic"));
    // a page of large letters is cut short: one that is not full says nothing of the next
    var found = letters.list(filter, paging.limit() + 1, paging.after(UUID::fromString));
    boolean more = !found.isEmpty() && !letters.list(filter, 1, found.getLast().id()).isEmpty();
    var shown = found.subList(0, Math.min(paging.limit(), found.size()));
    String next = more || shown.size() < found.size() ? shown.getLast().id().toString() : null;
    Answers.operator(
        response,
        HttpServletResponse.SC_OK,
        new PageBody(shown.stream().<Object>map(LetterBody::of).toList(), next));
  }

  @GetMapping(path = LETTER, produces = Answers.JSON)
  void look(@PathVariable("id") String path, HttpServletResponse response) throws IOException {
    Answers.operator(response, HttpServletResponse.SC_OK, LetterBody.of(letter(path)));
  }

  @PostMapping(path = LETTER + "/redrive", produces = Answers.JSON)
  void redrive(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Letter letter = letter(path);
    Redrive wanted = Redrive.of(request, Fields.of(request), LetterFilter.of(letter.id()));
    if (letter.state() == LetterState.DISCARDED) {
      throw Problems.letterIs("discarded, which is for ever");
    }
    boolean hasBytes = letter.value() != null || letter.isInLog();
    boolean possible = letter.state() != LetterState.OPEN || hasBytes;
    if (!possible || letter.topic().equals("naru.events")) {
      throw Problems.cannotRedrive(letter.topic(), !hasBytes);
    }
    redrive(wanted, TARGET + "/" + letter.id(), LetterBody.withoutPayload(letter), response);
  }

  @PostMapping(path = COLLECTION + "/redrive", produces = Answers.JSON)
  void redriveAll(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Fields fields = Fields.of(request);
    LetterFilter filter = LetterFilters.of(fields.group("filter"));
    redrive(Redrive.of(request, fields, filter), TARGET, null, response);
  }

  private void redrive(
      Redrive wanted, String target, @Nullable Object before, HttpServletResponse response)
      throws IOException {
    RedrivePlan plan = letters.plan(wanted.filter());
    boolean changes = plan.letters() + plan.settled() > 0;
    if (!wanted.dryRun() && changes) {
      Map<String, Object> after = new LinkedHashMap<>();
      after.put("filter", wanted.filter());
      after.put("letters", plan.letters());
      after.put("settled", plan.settled());
      after.put("ratePerSecond", wanted.rate());
      operations.note("dead-letter.redrive", target, wanted.reason(), before, after);
      plan = letters.want(wanted.filter(), wanted.rate());
    }
    Answers.operator(
        response,
        wanted.dryRun() || !changes ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        RedriveBody.of(plan, wanted.dryRun(), wanted.rate()));
  }

  @DeleteMapping(path = LETTER)
  void discard(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response) {
    Fields fields = Fields.of(request);
    String reason = Reasons.required(request, fields, "what is discarded cannot be redriven");
    fields.requireNoOther();
    Letter letter = letter(path);
    if (letter.state().isUnderWay()) {
      throw Problems.letterIs("being redriven; wait until that is over");
    }
    if (letter.state().isListed()) {
      operations.note(
          "dead-letter.discard",
          TARGET + "/" + letter.id(),
          reason,
          LetterBody.withoutPayload(letter),
          null);
      if (!letters.discard(letter.id())) {
        throw Problems.letterIs("being redriven; wait until that is over");
      }
    }
    Answers.nothing(response, HttpServletResponse.SC_NO_CONTENT, Prefer.NOTHING);
  }

  private Letter letter(String path) {
    return letters
        .find(Ids.parse(path, "dead-letter"))
        .filter(letter -> letter.state() != LetterState.REPEATED)
        .orElseThrow(() -> Problems.unknown("dead-letter"));
  }

  /** What an operator wants redriven, how fast, and why. */
  private record Redrive(LetterFilter filter, boolean dryRun, int rate, @Nullable String reason) {

    static Redrive of(HttpServletRequest request, Fields fields, LetterFilter filter) {
      Boolean field = fields.flag("dryRun");
      Boolean parameter = LetterFilters.flag(request.getParameter("dryRun"));
      int rate = fields.whole("ratePerSecond", 1, MOST_RATE, USUAL_RATE);
      String reason = Reasons.of(request, fields);
      fields.requireNoOther();
      boolean dryRun = field == null ? parameter != null && parameter : field;
      return new Redrive(filter, dryRun, rate, reason);
    }
  }
}
