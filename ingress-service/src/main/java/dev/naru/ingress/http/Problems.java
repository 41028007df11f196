package dev.naru.ingress.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The problems that requests may end with; their types never change. */
final class Problems {
  private static final int SOON = 1;
  private static final int LATER = 10;

  private Problems() {}

  static ProblemException malformed(String detail) {
    return problem(400, "malformed-request", "The request is malformed", detail);
  }

  static ProblemException unauthorized(String detail) {
    return new ProblemException(
        Problem.of(401, "unauthorized", "A session's token is needed", detail)
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException transferred() {
    return new ProblemException(
        Problem.of(
                401,
                "session-transferred",
                "The session was transferred",
                "The session's place has moved to another device, and this token with it; join again, or ask that device for a code")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException unknownTransfer() {
    return problem(
        404,
        "no-such-transfer",
        "There is no such code",
        "The code is wrong, used, or older than 5 minutes; get a new one from POST /v1/sessions/{id}/transfers");
  }

  static ProblemException ended() {
    return problem(
        409,
        "session-ended",
        "The session has ended",
        "Expected a session that waits or is active, but it has ended; join again");
  }

  static ProblemException tooManyAttempts(Duration wait) {
    long seconds = Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000));
    return new ProblemException(
        Problem.retryable(
            429,
            "too-many-attempts",
            "Too many attempts",
            "Expected fewer attempts; wait " + seconds + " s for the next",
            (int) seconds));
  }

  static ProblemException notAdmitted(String room) {
    return new ProblemException(
        Problem.of(
                401,
                "not-admitted",
                "No active session",
                "Expected the token of an active session of room '"
                    + room
                    + "' as bearer or as cookie naru_token; the waiting page is where Location says")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException noRoomToVerify() {
    return problem(
        403,
        "no-such-room",
        "There is no such room",
        "Expected '?room=' to name a room that there is; check the configuration of the proxy");
  }

  static ProblemException usedTicket() {
    return unauthorized(
        "The ticket is used, or older than 30 s; get a new one from POST /v1/sessions/{id}/push-tickets");
  }

  static ProblemException tooManyPushes(int most) {
    return new ProblemException(
        Problem.retryable(
            429,
            "too-many-pushes",
            "The session has too many pushes open",
            "Expected at most "
                + most
                + " pushes and sockets of the session to be open here at a time; close one, or let several readers share one",
            SOON));
  }

  static ProblemException wrongEventId() {
    return malformed(
        "Expected Last-Event-ID to be the id of an event of the same path, but it is something else; leave it out to begin anew");
  }

  static ProblemException wrongFrameId() {
    return malformed(
        "Expected 'after' to be the id of a frame of this session, but it is something else; leave it out to begin anew");
  }

  static ProblemException upgradeNeeded() {
    return new ProblemException(
        Problem.of(
                426,
                "upgrade-needed",
                "This path is for WebSockets",
                "Open it as a WebSocket with the subprotocol naru.v1; see /openapi.json")
            .with(HttpHeaders.UPGRADE, "websocket"));
  }

  static ProblemException foreignOrigin() {
    return problem(
        403,
        "foreign-origin",
        "Pages of that origin may not open sockets",
        "Expected a page of this server, or of an origin in naru.ingress.origins");
  }

  static ProblemException operatorNeeded() {
    return new ProblemException(
        Problem.of(
                401,
                "operator-needed",
                "An operator's token is needed",
                "Send 'Authorization: Bearer <token>' with the operator's token: the setting naru.operator.token, or the file operator.token beside the keys")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException noOperator() {
    return problem(
        403,
        "not-an-operator",
        "The token is a visitor's",
        "Use the operator's token; a session's token opens what is the session's own only");
  }

  static ProblemException loopbackOnly() {
    return problem(
        403,
        "loopback-only",
        "Only for callers on this machine",
        "Ask from the machine itself, or with an operator's or a viewer's token");
  }

  static ProblemException viewerOnly() {
    return problem(
        403,
        "viewer-only",
        "The token is a viewer's",
        "Expected GET, which is what a viewer may; to change something use an operator's token");
  }

  static ProblemException withoutRole() {
    return problem(
        403,
        "no-role",
        "The token gives no role here",
        "Expected the role of an operator or a viewer in the token, as naru.operator.oidc names them, but there is neither");
  }

  static ProblemException issuerAway() {
    return unavailable(
        "issuer-away",
        "The token cannot be checked",
        "The issuer's keys cannot be had at the moment; nothing was done, ask again in a moment");
  }

  static ProblemException originNotAllowed() {
    return problem(
        403,
        "origin-not-allowed",
        "The page's origin is not allowed",
        "Expected the Origin to be one of naru.ingress.origins, but it is another; an operator can add it");
  }

  static ProblemException rateLimited(Duration wait) {
    int seconds = (int) Math.clamp(Math.ceilDiv(wait.toMillis(), 1_000), SOON, Integer.MAX_VALUE);
    return new ProblemException(
        Problem.retryable(
            429,
            "rate-limited",
            "Too many requests",
            "Too many requests of this kind came from this address or user; try again in "
                + seconds
                + " s",
            seconds));
  }

  static ProblemException identityNotAvailable(String room) {
    return unavailable(
        "identity-not-available",
        "The room's identity mode is not available",
        "Room '"
            + room
            + "' asks for tokens of an issuer, and naru.identity.oidc names none; set it, or configure another identity");
  }

  static ProblemException userTokenNeeded() {
    return new ProblemException(
        Problem.of(
                401,
                "user-token-needed",
                "A token of the issuer is needed",
                "Send 'Authorization: Bearer <token>' with the user's own token, good and for this audience")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException apiKeyNeeded() {
    return new ProblemException(
        Problem.of(
                401,
                "api-key-needed",
                "An API key is needed",
                "Send 'Authorization: Bearer <key>' with an API key of the room, see './naru keys create'")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
  }

  static ProblemException foreignApiKey() {
    return problem(
        403, "foreign-api-key", "The API key is another room's", "Use a key of this room");
  }

  static ProblemException foreign(String thing) {
    return problem(
        403,
        "forbidden",
        "The token is another session's",
        "Use the token of the session that the " + thing + " belongs to");
  }

  static ProblemException unknown(String thing) {
    return problem(
        404,
        "no-such-" + thing,
        "There is no such " + thing,
        "Check the id or name; what is over is kept for a while only");
  }

  /** Neither the view nor the history has it: unknown, unless it is so new that both may follow. */
  static ProblemException absent(String thing, UUID id) {
    return Ids.isYoung(id) ? historyAway() : unknown(thing);
  }

  static ProblemException tooLarge(long most) {
    return problem(
        413, "too-large", "The request's content is too large", "Send at most " + most + " bytes");
  }

  static ProblemException tooSlow() {
    return problem(
        408,
        "too-slow",
        "The request's content came too slowly",
        "Expected the whole content within 30 s, but it was still coming; send it again");
  }

  static ProblemException payloadTooLarge(long most) {
    return problem(
        413,
        "payload-too-large",
        "The payload is too large",
        "Send a payload of at most " + most + " bytes, or raise the room's queries.max-payload");
  }

  static ProblemException notConfirmed() {
    return unavailable(
        "not-confirmed",
        "The log did not confirm the request",
        "It may count, or not: repeat it with the same Idempotency-Key, and it counts once");
  }

  static ProblemException viewAway() {
    return unavailable(
        "view-away", "The state cannot be read", "Nothing is lost; ask again in a moment");
  }

  static ProblemException viewBehind(String why) {
    return unavailable(
        "view-behind",
        "The state is not known to be current",
        "At the moment " + why + "; nothing is lost, ask again in a moment");
  }

  static ProblemException historyAway() {
    return unavailable(
        "history-away",
        "The history cannot be read",
        "What was asked for is not in the view, and the history is away or behind; ask again in a moment");
  }

  static ProblemException storyAway(String why) {
    return unavailable(
        "story-away",
        "The story cannot be told yet",
        "At the moment " + why + "; nothing is lost, ask again in a moment");
  }

  static ProblemException storeAway() {
    return unavailable(
        "store-away",
        "The operators' store did not answer",
        "Postgres is away, or its tables are not ready; what was asked for was not confirmed: look, and ask again in a moment");
  }

  static ProblemException crowded() {
    return new ProblemException(
        Problem.retryable(
            503,
            "crowded",
            "Too many wait here",
            "Expected fewer long polls than this instance's heap can hold; ask without 'Prefer: wait', or follow the events, which cost less",
            LATER));
  }

  static ProblemException undecided() {
    return unavailable(
        "undecided",
        "The outcome is not known",
        "Repeat the request with the same Idempotency-Key, and it counts once");
  }

  static ProblemException userIsHere(String room) {
    return problem(
        409,
        "user-is-here",
        "The user is here",
        "Expected the user to have left, but there is a live session in room '"
            + room
            + "': wait for its end, or evict it, and ask again");
  }

  static ProblemException letterIsRedriven() {
    return problem(
        409,
        "user-is-redriven",
        "A dead letter of the user is being redriven",
        "Expected none of the user's dead letters to be on its way: wait until their redrives are over, or discard those that have not begun, and ask again");
  }

  static ProblemException unknownUser() {
    return problem(
        404,
        "no-such-user",
        "There is no such user",
        "Expected a user of whom something is kept, but found nothing: check the name, and the room if one is given; it may have been erased before");
  }

  static ProblemException gone() {
    return problem(
        409,
        "session-ended",
        "The session of this Idempotency-Key has ended",
        "To join again, use a new Idempotency-Key");
  }

  static ProblemException notActive(Object state) {
    return refused(
        "SESSION_NOT_ACTIVE",
        "Expected an active session, but it is in state "
            + state
            + "; queries need a session that was admitted");
  }

  /**
   * The room is closed, and it is known until when.
   *
   * @param joinsFrom when joins are taken
   */
  static ProblemException notOpenYet(String room, Instant opensAt, Instant joinsFrom, Instant now) {
    long seconds = Math.ceilDiv(Duration.between(now, joinsFrom).toMillis(), 1_000L);
    return new ProblemException(
        Problem.retryable(
            409,
            "room-closed",
            "The room is closed",
            "Room '%s' opens at %s; come back at %s, when a place in the line can be taken"
                .formatted(room, opensAt, joinsFrom),
            (int) Math.clamp(seconds, 1, Integer.MAX_VALUE)));
  }

  static ProblemException notWaiting(Object state) {
    return refused(
        "SESSION_NOT_WAITING",
        "Expected a session that waits, but it is in state " + state + "; others stand in no line");
  }

  static ProblemException letterIs(String found) {
    return problem(
        409,
        "letter-not-open",
        "The dead letter is not open",
        "Expected an open letter, but it is " + found);
  }

  static ProblemException cannotRedrive(String topic, boolean withoutBytes) {
    return problem(
        409,
        "cannot-redrive",
        "The dead letter cannot be redriven",
        withoutBytes
            ? "Expected the letter's bytes, but the record had none, or they were erased; discard the letter"
            : "Expected a letter of naru.commands or of a slot, but it is of "
                + topic
                + ", which the admission worker alone writes; discard it");
  }

  /** The problem of a refused command. */
  static ProblemException refused(@Nullable String reason, String detail) {
    String known = reason == null ? "REFUSED" : reason;
    String slug = known.toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (known) {
      case "UNKNOWN_ROOM" -> unknown("room");
      case "UNKNOWN_SESSION" -> unknown("session");
      case "LINE_FULL" ->
          new ProblemException(
              Problem.retryable(429, slug, "The room's line is full", detail, LATER));
      case "SESSION_QUERIES_FULL" ->
          new ProblemException(
              Problem.retryable(
                  429, slug, "The session has too many unfinished queries", detail, SOON));
      case "ROOM_QUERIES_FULL" ->
          new ProblemException(
              Problem.retryable(429, slug, "The room has too many queued queries", detail, SOON));
      case "PAYLOAD_TOO_LARGE" -> problem(413, slug, "The payload is too large", detail);
      case "POOL_NOT_IN_ROOM" -> problem(400, slug, "The room does not use that pool", detail);
      case "ROOM_CLOSED" -> problem(409, slug, "The room is closed", detail);
      case "ROOM_DRAINING" -> problem(409, slug, "The room takes no more sessions", detail);
      case "ROOM_DRAWS_FULL" -> problem(409, slug, "The room has too many draws under way", detail);
      case "DRAW_NOT_IN_PHASE" -> problem(409, slug, "The draw has come too far", detail);
      case "KEY_REUSED" ->
          problem(409, slug, "The Idempotency-Key was used for another request", detail);
      case "SESSION_NOT_WAITING" -> problem(409, slug, "The session does not wait", detail);
      case "SESSION_NOT_ACTIVE" -> problem(409, slug, "The session is not active", detail);
      default -> problem(409, slug, "The request was refused", detail);
    };
  }

  private static ProblemException unavailable(String slug, String title, String detail) {
    return new ProblemException(Problem.retryable(503, slug, title, detail, SOON));
  }

  private static ProblemException problem(int status, String slug, String title, String detail) {
    return new ProblemException(Problem.of(status, slug, title, detail));
  }
}
