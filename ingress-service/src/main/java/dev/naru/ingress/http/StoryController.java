package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.story.Stories;
import dev.naru.ingress.story.Story;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.SessionState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
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
  private final Stories stories;

  StoryController(SessionReads reads, Stories stories) {
    this.reads = reads;
    this.stories = stories;
  }

  @GetMapping(path = "/v1/sessions/{id}/story", produces = Answers.JSON)
  void story(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    reads.heard(token);
    SessionRecord session = reads.read(id, token).thing();
    if (session.state() == SessionState.PENDING) {
      throw Problems.storyAway("the request is not decided yet");
    }
    Answers.story(response, tell(session.id(), token.partition()));
  }

  private Story tell(UUID id, int partition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      Optional<Story> story = stories.of(id, partition);
      while (story.isEmpty() && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
        story = stories.of(id, partition);
      }
      return story.orElseThrow(() -> Problems.storyAway("the history is behind"));
    } catch (StoreAwayException e) {
      throw Problems.storyAway("the history does not answer");
    }
  }
}
