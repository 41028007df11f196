package dev.naru.ingress.openai;

import dev.naru.ingress.OpenAiSettings;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.openai.Models.Model;
import dev.naru.ingress.view.QueryRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What OpenAI's clients call, with another base URL and a key of Naru's. */
@RestController
class OpenAiController {
  static final String PREFIX = "/openai/";
  private static final String MODELS = "/openai/v1/models";

  private final Callers callers;
  private final Calls calls;
  private final Models models;
  private final Signals signals;
  private final Chunks chunks;
  private final OpenAiSettings settings;
  private final CallMetrics metrics;
  private final InstantSource time;

  OpenAiController(
      Callers callers,
      Calls calls,
      Models models,
      Signals signals,
      Chunks chunks,
      OpenAiSettings settings,
      CallMetrics metrics,
      InstantSource time) {
    this.callers = callers;
    this.calls = calls;
    this.models = models;
    this.signals = signals;
    this.chunks = chunks;
    this.settings = settings;
    this.metrics = metrics;
    this.time = time;
  }

  @PostMapping("/openai/v1/chat/completions")
  void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ApiKey key = callers.keyOf(request);
    try {
      complete(key, request, response);
    } catch (GoneException e) {
      metrics.count(key.room(), "gone");
    } catch (DoorException e) {
      metrics.count(key.room(), e.error().code());
      throw e;
    }
  }

  private void complete(ApiKey key, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long most = models.room(key.room()).queries().maxPayload().bytes();
    CompletionRequest wanted = CompletionRequest.read(CallContent.read(request, (int) most));
    callers.requireWithinRates(key, wanted.user());
    CallerConnection connection = CallerConnection.of(request);
    try (Vigil vigil = new Vigil(signals, connection, settings.maxWaitIn(key.room()))) {
      if (wanted.stream()) {
        stream(key, wanted, vigil, response);
      } else {
        answer(key, wanted, vigil, response);
      }
    }
  }

  private void answer(
      ApiKey key, CompletionRequest wanted, Vigil vigil, HttpServletResponse response)
      throws IOException {
    WholeAnswer answer = new WholeAnswer(response);
    QueryRecord query = calls.run(key, wanted, vigil, answer);
    Timing timing = Timing.of(query, vigil.elapsed());
    answer.finish(query, shapes(key, wanted, query.id()), timing);
    metrics.answered(key.room(), timing);
  }

  private void stream(
      ApiKey key, CompletionRequest wanted, Vigil vigil, HttpServletResponse response) {
    Shapes shapes = shapes(key, wanted, UUID.randomUUID());
    StreamedAnswer answer = new StreamedAnswer(response, chunks, vigil, shapes);
    try {
      QueryRecord query = calls.run(key, wanted, vigil, answer);
      Timing timing = Timing.of(query, vigil.elapsed());
      answer.finish(query, timing);
      metrics.answered(key.room(), timing);
    } catch (DoorException e) {
      if (!answer.isOpen()) {
        throw e;
      }
      metrics.count(key.room(), e.error().code());
      answer.fail(e.error());
    }
  }

  private Shapes shapes(ApiKey key, CompletionRequest wanted, UUID id) {
    String model = wanted.model();
    String named = model == null ? models.of(key.room()).getFirst().name() : model;
    return new Shapes(id, named, time.instant().getEpochSecond());
  }

  @GetMapping(MODELS)
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ApiKey key = callers.keyOf(request);
    List<ModelBody> bodies =
        models.of(key.room()).stream().map(model -> ModelBody.of(model, key)).toList();
    JsonAnswers.write(
        response, 200, DoorJson.MAPPER.writeValueAsString(new ModelBody.Page(bodies)));
  }

  @GetMapping(MODELS + "/{model}")
  void look(
      @PathVariable("model") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ApiKey key = callers.keyOf(request);
    Model model =
        models.of(key.room()).stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> DoorErrors.unknownModel(name));
    JsonAnswers.write(response, 200, DoorJson.MAPPER.writeValueAsString(ModelBody.of(model, key)));
  }
}
