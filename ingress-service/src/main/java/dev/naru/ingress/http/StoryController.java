package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.story.Stories;
import dev.naru.ingress.story.Story;
import dev.naru.ingress.story.Story.What;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Explains a wait to whoever waited. */
@RestController
class StoryController {
  /** The history follows within half a second: whoever just joined is worth that. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final SessionReads reads;
  private final OperatorReads operators;
  private final Stories stories;

  StoryController(SessionReads reads, OperatorReads operators, Stories stories) {
    this.reads = reads;
    this.operators = operators;
    this.stories = stories;
  }

  @GetMapping(path = "/v1/sessions/{id}/story", produces = Answers.JSON)
  void story(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    SessionRecord session = reads.read(id, token).thing();
    if (session.state() == SessionState.PENDING) {
      throw Problems.storyAway("the request is not decided yet");
    }
    Answers.story(response, tell(session, token.partition()));
  }

  /** The same, for an operator. */
  @GetMapping(path = "/admin/v1/rooms/{room}/sessions/{id}/story", produces = Answers.JSON)
  void story(
      @PathVariable("room") String room,
      @PathVariable("id") String path,
      HttpServletResponse response)
      throws IOException {
    int partition = operators.placeOfRoom(room);
    UUID id = Ids.parse(path, "session");
    try {
      Story story = stories.of(id, partition).orElseThrow(() -> Problems.unknown("session"));
      Answers.story(response, story);
    } catch (StoreAwayException e) {
      throw Problems.storyAway("the history does not answer");
    }
  }

  private Story tell(SessionRecord session, int partition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      Optional<Story> story = look(session, partition);
      while (story.isEmpty() && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
        story = look(session, partition);
      }
      return story.orElseThrow(() -> Problems.storyAway("the history is behind"));
    } catch (StoreAwayException e) {
      throw Problems.storyAway("the history does not answer");
    }
  }

  private Optional<Story> look(SessionRecord session, int partition) {
    return stories.of(session.id(), partition).filter(story -> holds(story, session));
  }

  /** Whether a story has come to what the session itself shows; it may know more. */
  private static boolean holds(Story story, SessionRecord session) {
    boolean ended = has(What.ENDED, story);
    boolean admitted = ended || has(What.ADMITTED, story);
    return switch (session.state()) {
      case PENDING -> true;
      case WAITING -> admitted || isAsFar(story, session.position());
      case ACTIVE -> admitted;
      case ENDED -> ended;
    };
  }

  private static boolean isAsFar(Story story, @Nullable Long position) {
    Integer ahead = story.steps().isEmpty() ? null : story.steps().getLast().ahead();
    return position == null || (ahead != null && ahead < position);
  }

  private static boolean has(What what, Story story) {
    return story.steps().stream().anyMatch(step -> step.what() == what);
  }
}
