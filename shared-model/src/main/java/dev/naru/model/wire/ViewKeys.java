package dev.naru.model.wire;

import java.util.UUID;

/**
 * The Redis keys of one partition's view; {@code docs/VIEW.md} says what each holds. All keys of a
 * partition share one hash tag. Keys below a generation are written under {@link #generation(long)}
 * and given here without that prefix.
 */
public final class ViewKeys {
  /** Hash: ingress instance id to the time of its last sign of life, ms since 1970. */
  public static final String INGRESSES = "naru:ingresses";

  private final String prefix;

  public ViewKeys(int partition) {
    this.prefix = "naru:{" + partition + "}:";
  }

  /** Hash: where the view stands: {@code term, offset, generation, at}. */
  public String head() {
    return prefix + "head";
  }

  /** Channel: {@code <term>:<offset>:<generation>} after each write. */
  public String stamps() {
    return prefix + "stamps";
  }

  /** Sorted set: session id by the time it was last heard of, ms since 1970. */
  public String presence(String room) {
    return prefix + "presence:" + room;
  }

  /** String: {@code <sessionId>:<offset>} of a submitted query that was not decided in time. */
  public String pendingQuery(UUID queryId) {
    return prefix + "pending:" + queryId;
  }

  /** Stream: the pieces of a query's answer as they came, {@code attempt, index, data}. */
  public String chunks(UUID queryId) {
    return prefix + "chunks:" + queryId;
  }

  /** Channel: the id of a query whose stream has grown. */
  public String chunkSignals() {
    return prefix + "chunk-signals";
  }

  /** Stream: the queries that a session asked, as they were submitted. */
  public String asked(UUID sessionId) {
    return prefix + "asked:" + sessionId;
  }

  /** String: whom a ticket for one push stands for. */
  public static String pushTicket(String ticket) {
    return "naru:push-ticket:" + ticket;
  }

  /** String: which token a code for a transfer was issued for, by the code's digest. */
  public static String transferCode(String digest) {
    return "naru:transfer:" + digest;
  }

  /** What the keys of a generation begin with. */
  public String generation(long generation) {
    return prefix + "g" + generation + ":";
  }

  /** Hash: one session. */
  public static String session(Object sessionId) {
    return "session:" + sessionId;
  }

  /** Hash: one query. */
  public static String query(Object queryId) {
    return "query:" + queryId;
  }

  /** String: the id of the session or query that this id stands for. */
  public static String alias(Object id) {
    return "alias:" + id;
  }

  /** Sorted set: waiting session ids by their order in the line. */
  public static String line(String room) {
    return "line:" + room;
  }

  /** Sorted set: active session ids by the time of their admission. */
  public static String active(String room) {
    return "active:" + room;
  }

  /** Hash: user key to live session id. */
  public static String users(String room) {
    return "users:" + room;
  }

  /** Set: the names of the rooms. */
  public static String rooms() {
    return "rooms";
  }

  /** Hash: one room's settings and figures. */
  public static String room(String room) {
    return "room:" + room;
  }

  /** String: what everybody in a room was told last, as JSON. */
  public static String announcement(String room) {
    return "announcement:" + room;
  }

  /** Sorted set: the ids of a room's draws by the number of their last news. */
  public static String draws(String room) {
    return "draws:" + room;
  }

  /** String: one draw of a room as people may know it, as JSON. */
  public static String draw(String room, Object drawId) {
    return "draw:" + room + ":" + drawId;
  }

  /** Set: the names of the pools. */
  public static String pools() {
    return "pools";
  }

  /** Hash: one pool's settings. */
  public static String pool(String pool) {
    return "pool:" + pool;
  }

  /** Sorted set: query ids that wait for a slot, by the offset of their submission. */
  public static String queue(String pool) {
    return "queue:" + pool;
  }

  /** Hash: number of a busy slot to the query that it works on. */
  public static String slots(String pool) {
    return "slots:" + pool;
  }
}
