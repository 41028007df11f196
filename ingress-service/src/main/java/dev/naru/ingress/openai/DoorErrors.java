package dev.naru.ingress.openai;

import dev.naru.model.QueryState;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The errors that calls may end with; their codes never change. */
final class DoorErrors {
  private static final String INVALID = "invalid_request_error";
  private static final String REQUESTS = "requests";
  private static final String SERVER = "server_error";
  private static final int SOON = 1;

  /** Statuses of an upstream about the request itself; the others are about Naru and its key. */
  private static final Set<Integer> REQUESTS_FAULT = Set.of(400, 413, 415, 422);

  private static final int LATER = 10;
  private static final int LATEST = 60;

  private DoorErrors() {}

  static DoorException invalid(@Nullable String param, String message) {
    return error(400, INVALID, param, "invalid_value", message, 0).asException();
  }

  static DoorException notJson(String where) {
    return error(400, INVALID, null, "invalid_json", "Expected JSON, but " + where, 0)
        .asException();
  }

  static DoorException noKey() {
    return error(
            401,
            INVALID,
            null,
            "invalid_api_key",
            "Expected 'Authorization: Bearer <key>' with a key of './naru keys create', but there is none, or it was revoked",
            0)
        .asException();
  }

  static DoorException unknownModel(String model) {
    return error(
            404,
            INVALID,
            "model",
            "model_not_found",
            "Expected a model that /openai/v1/models lists, but it is '" + model + "'",
            0)
        .asException();
  }

  static DoorException unknownRoom(String room) {
    return error(
            404,
            INVALID,
            null,
            "room_not_found",
            "Expected the key's room '" + room + "' to be there, but it is not; ask an operator",
            0)
        .asException();
  }

  static DoorException notOfJson() {
    return ofStatus(415, "Expected 'Content-Type: application/json'").asException();
  }

  static DoorException tooLarge(long most) {
    return error(
            413,
            INVALID,
            null,
            "request_too_large",
            "Expected a request of at most "
                + most
                + " bytes, but it is larger; an operator can raise the room's queries.max-payload",
            0)
        .asException();
  }

  static DoorException tooSlow() {
    return error(
            408,
            INVALID,
            null,
            "request_timeout",
            "Expected the whole request in time, but it was still coming; send it again",
            SOON)
        .asException();
  }

  /** The address showed too many keys that are none. */
  static DoorException tooManyWrongKeys(Duration wait) {
    int seconds = (int) Math.clamp(Math.ceilDiv(wait.toMillis(), 1_000), SOON, Integer.MAX_VALUE);
    return error(
            429,
            REQUESTS,
            null,
            "rate_limit_exceeded",
            "Expected fewer calls with keys that are none; the next is looked at in "
                + seconds
                + " s",
            seconds)
        .asException();
  }

  static DoorException rateExceeded(Duration wait) {
    int seconds = (int) Math.clamp(Math.ceilDiv(wait.toMillis(), 1_000), SOON, Integer.MAX_VALUE);
    return error(
            429,
            REQUESTS,
            null,
            "rate_limit_exceeded",
            "Expected fewer calls of this key, or of its user; the next is possible in "
                + seconds
                + " s",
            seconds)
        .asException();
  }

  /**
   * The call waited as long as it may.
   *
   * @param eta seconds that it was still to wait; null if unknown
   */
  static DoorException waitedTooLong(Duration limit, @Nullable Long eta) {
    int retry = eta == null ? LATER : (int) Math.clamp(eta, SOON, LATEST);
    return error(
            429,
            REQUESTS,
            null,
            "wait_limit_exceeded",
            "Expected a turn within "
                + limit.toSeconds()
                + " s, but others are before; the call has left the line",
            retry)
        .asException();
  }

  /** What the log answered to the call's request or question. */
  static DoorException refused(@Nullable String reason) {
    String known = reason == null ? "REFUSED" : reason;
    String code = known.toLowerCase(Locale.ROOT);
    return switch (known) {
      case "LINE_FULL" ->
          error(429, REQUESTS, null, code, "The room's line is full", LATER).asException();
      case "ROOM_QUERIES_FULL", "SESSION_QUERIES_FULL" ->
          error(429, REQUESTS, null, code, "Too many calls are queued already", SOON).asException();
      case "ROOM_CLOSED", "ROOM_DRAINING" ->
          error(503, SERVER, null, code, "The room takes no calls now", LATER).asException();
      case "PAYLOAD_TOO_LARGE" ->
          error(413, INVALID, null, "request_too_large", "The request is too large", 0)
              .asException();
      default -> error(400, INVALID, null, code, "The call was refused: " + code, 0).asException();
    };
  }

  /** The session ended, and another one is not tried. */
  static DoorException sentAway(SessionOverException over) {
    return switch (over.reason()) {
      case "EVICTED" ->
          error(403, INVALID, null, "session_evicted", "An operator has ended the session", 0)
              .asException();
      case "ROOM_CLOSED" -> refused(over.reason());
      default -> unavailable("The call's session ended again and again; try again in a moment");
    };
  }

  static DoorException unavailable(String message) {
    return error(503, SERVER, null, "unavailable", message, SOON).asException();
  }

  /**
   * The query ended, but not with a result. Naru has made all the attempts that make sense, so the
   * client is not to make more. Where the upstream found fault with the request, its status stands.
   */
  static DoorException failed(QueryState state, Failure failure) {
    if (state == QueryState.CANCELLED) {
      return error(409, SERVER, null, "cancelled", "The call was cancelled", 0).asException();
    }
    String code = failure.code();
    String detail = failure.detail();
    if (REQUESTS_FAULT.contains(failure.upstreamStatus())) {
      return error(failure.upstreamStatus(), INVALID, null, code, detail, 0).asException();
    }
    return switch (code) {
      case "queue_timed_out" ->
          error(429, REQUESTS, null, "wait_limit_exceeded", detail, LATER).asException();
      case "payload_invalid" -> invalid(null, detail);
      default -> {
        int status = state == QueryState.TIMED_OUT || code.endsWith("timed_out") ? 504 : 502;
        yield error(status, SERVER, null, code, detail, 0).asException();
      }
    };
  }

  static DoorException brokenOff() {
    return error(
            502,
            SERVER,
            null,
            "stream_interrupted",
            "Expected the rest of the answer, but the attempt broke off after some of it was sent; ask again",
            0)
        .asException();
  }

  /** What is left to say when nothing but the status is known. */
  static DoorError ofStatus(int status, String message) {
    String type = status < 500 ? INVALID : SERVER;
    String code =
        switch (status) {
          case 404 -> "unknown_url";
          case 405 -> "method_not_allowed";
          case 415 -> "unsupported_media_type";
          case 500 -> "internal_error";
          default -> status < 500 ? "bad_request" : "unavailable";
        };
    return error(status, type, null, code, message, status == 503 ? SOON : 0);
  }

  private static DoorError error(
      int status,
      String type,
      @Nullable String param,
      String code,
      String message,
      int retryAfter) {
    return new DoorError(status, message, type, param, code, retryAfter);
  }
}
