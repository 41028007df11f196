package dev.naru.ingress.http;

import dev.naru.ingress.erasure.Traces;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of a user, or would be, and what is not.
 *
 * @param room null for all rooms
 * @param letters whose bytes go
 */
record ErasureBody(
    boolean dryRun,
    @Nullable String room,
    long sessions,
    long queries,
    long letters,
    List<Remains> remains) {

  /**
   * Where something stays.
   *
   * @param until when it is gone at the latest; null if it stays
   */
  record Remains(String where, @Nullable Instant until, String why) {}

  static ErasureBody of(
      boolean dryRun, @Nullable String room, Traces traces, @Nullable Instant logUntil) {
    return new ErasureBody(
        dryRun,
        room,
        traces.sessions(),
        traces.queries(),
        traces.letters(),
        List.of(
            new Remains(
                "the Kafka topics naru.commands, naru.events, naru.slots.* and naru.dead-letters, and the snapshots of them",
                logUntil,
                "a log that proves its order cannot be changed; naru.retention.log ends it"),
            new Remains(
                "the operators' audit and reports of replays",
                null,
                "the audit has a hash of the name only; a report that shows a difference may quote an event"),
            new Remains(
                "exports, backups and the upstream's own records",
                null,
                "Naru does not know of them; export with --redact to leave names and payloads out")));
  }
}
