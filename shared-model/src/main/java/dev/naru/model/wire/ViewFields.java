package dev.naru.model.wire;

/**
 * The fields of the view's hashes: written by the admission worker, read by ingress. Times are ms
 * since 1970.
 */
public final class ViewFields {
  // head
  public static final String TERM = "term";
  public static final String OFFSET = "offset";
  public static final String GENERATION = "generation";
  public static final String RENEW = "renew";

  // session and query
  public static final String ROOM = "room";
  public static final String STATE = "state";
  public static final String USER_KEY = "userKey";
  public static final String TICKET = "ticket";
  public static final String JOINED_AT = "joinedAt";
  public static final String ADMITTED_AT = "admittedAt";
  public static final String EXPIRES_AT = "expiresAt";
  public static final String ENDED_AT = "endedAt";
  public static final String ENDED_REASON = "endedReason";
  public static final String REFUSAL = "refusal";

  /** Tokens of commands with a lower offset are void; absent if none are. */
  public static final String TOKENS_SINCE = "tokensSince";

  /** The last transfer of the session; absent if there was none. */
  public static final String TRANSFER_ID = "transferId";

  public static final String SESSION_ID = "sessionId";
  public static final String POOL = "pool";
  public static final String ATTEMPT = "attempt";
  public static final String SUBMITTED_AT = "submittedAt";
  public static final String STARTED_AT = "startedAt";
  public static final String FINISHED_AT = "finishedAt";
  public static final String RESULT = "result";
  public static final String ERROR = "error";

  // room and pool
  public static final String SETTINGS = "settings";
  public static final String STATUS = "status";
  public static final String HELD = "held";
  public static final String HELD_SINCE = "heldSince";
  public static final String PAUSED = "paused";
  public static final String ACTIVE = "active";
  public static final String WAITING = "waiting";
  public static final String SERVING = "serving";
  public static final String LAST_TICKET = "lastTicket";

  /**
   * Admissions of the last five minutes, {@code <first bucket>:<count>,<count>,…}, see {@code
   * AdmissionHistory}.
   */
  public static final String ADMISSIONS = "admissions";

  /** Whether the order of those who wait is drawn later, {@code 0} or {@code 1}. */
  public static final String UNORDERED = "unordered";

  /** When the room opens next, or has opened last; 0 if that is not known. */
  public static final String OPENS_AT = "opensAt";

  /** When it closes after that; 0 is never. */
  public static final String CLOSES_AT = "closesAt";

  /** The drawing of its order as JSON, see {@code Lottery}; empty if there is none. */
  public static final String LOTTERY = "lottery";

  private ViewFields() {}
}
