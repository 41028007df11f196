package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.HandOver;
import dev.naru.model.IdentityMode;
import dev.naru.model.PageSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.LeaveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Joining, looking and leaving on behalf of browsers without scripts. */
final class PlainVisits {
  private static final Duration FIGURES_PATIENCE = Duration.ofMillis(500);
  private static final Duration DECISION = Duration.ofSeconds(3);
  private static final Prefer SOME_SECONDS = Prefer.of(Collections.enumeration(List.of("wait=3")));

  private final RoomFigures figures;
  private final Joins joins;
  private final Identities identities;
  private final SessionReads reads;
  private final SessionBodies bodies;
  private final CommandSubmission submission;
  private final Partitions partitions;

  PlainVisits(
      RoomFigures figures,
      Joins joins,
      Identities identities,
      SessionReads reads,
      SessionBodies bodies,
      CommandSubmission submission,
      Partitions partitions) {
    this.figures = figures;
    this.joins = joins;
    this.identities = identities;
    this.reads = reads;
    this.bodies = bodies;
    this.submission = submission;
    this.partitions = partitions;
  }

  RoomSettings settings(String room) {
    return joins.requireRoom(room);
  }

  /** Why nobody can join from here by a form: a word of the page's. */
  Optional<String> objection(RoomSettings settings) {
    return switch (settings.identity()) {
      case OIDC -> Optional.of("identity.oidc");
      case API_KEY -> Optional.of("identity.apiKey");
      case OPEN, ANONYMOUS -> Optional.empty();
    };
  }

  /**
   * Returns the token of a place in line: under the visitor's name if the room gives one, else
   * under one that nobody else has.
   */
  String join(String room, HttpServletRequest request, HttpServletResponse response) {
    IdentityMode mode = joins.requireRoom(room).identity();
    String known = identities.of(room, mode, request, response).userKey();
    String userKey = known == null ? "plain-" + UUID.randomUUID() : known;
    return joins.join(room, userKey, null, SOME_SECONDS).token();
  }

  SessionRecord read(SessionToken token) {
    return reads.read(token.sessionId(), token).thing();
  }

  PlainWait wait(SessionRecord session) {
    SessionBody body = bodies.of(session);
    Long estimate = body.estimatedWaitSeconds();
    Long refresh = body.pollAfterSeconds();
    return new PlainWait(
        Duration.ofSeconds(refresh == null ? 1 : refresh),
        estimate == null ? null : Duration.ofSeconds(estimate),
        isPaused(session.room()));
  }

  private boolean isPaused(String room) {
    try {
      return figures.of(room, FIGURES_PATIENCE).map(RoomRecord::paused).orElse(false);
    } catch (ViewAwayException e) {
      return false;
    }
  }

  void leave(SessionToken token) {
    SessionRecord session = read(token);
    if (session.state() != SessionState.ENDED) {
      try {
        long offset = submission.submit(token.partition(), new LeaveSession(session.id())).offset();
        // so that the page which is shown next knows of it
        long deadline = System.nanoTime() + DECISION.toNanos();
        boolean unused = partitions.of(token.partition()).stamps().await(offset, deadline);
      } catch (NotConfirmedException e) {
        throw Problems.notConfirmed();
      }
    }
  }

  static boolean isLedByCookie(RoomSettings settings) {
    PageSettings page = settings.page();
    return page == null || page.handOver() == HandOver.COOKIE;
  }

  /** Where the admitted go, with what they need there; null if the room leads nowhere. */
  static @Nullable URI target(RoomSettings settings, String token) {
    PageSettings page = settings.page();
    if (page == null || page.targetUrl() == null) {
      return null;
    }
    return page.handOver() == HandOver.FRAGMENT
        ? URI.create(page.targetUrl() + "#naru_token=" + token)
        : page.targetUrl();
  }
}
