package dev.naru.ingress.http;

import dev.naru.ingress.erasure.Erasures;
import dev.naru.ingress.erasure.Traces;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.View;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import dev.naru.model.RetentionSettings;
import dev.naru.model.UserKeys;
import dev.naru.model.wire.HashChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erasing what is kept of a user who is not here any more. */
@RestController
class ErasureController {
  /** The log is cut at snapshots, up to a tenth of its time late; and looked at now and then. */
  private static final Duration LATE = Duration.ofHours(1);

  private static final int LATEST_SHARE = 10;

  private final Erasures erasures;
  private final Partitions partitions;
  private final Operations operations;
  private final RetentionSettings retention;
  private final InstantSource clock;

  ErasureController(
      Erasures erasures,
      Partitions partitions,
      Operations operations,
      RetentionSettings retention,
      InstantSource clock) {
    this.erasures = erasures;
    this.partitions = partitions;
    this.operations = operations;
    this.retention = retention;
    this.clock = clock;
  }

  @PostMapping(path = "/admin/v1/erasures", consumes = Answers.JSON, produces = Answers.JSON)
  void erase(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Fields fields = Fields.of(request);
    String user = userKey(fields);
    String room = room(fields);
    Boolean dryRun = fields.flag("dryRun");
    String reason = Reasons.of(request, fields);
    fields.requireNoOther();
    Traces traces = erasures.find(user, room);
    requireGone(user, room, traces);
    boolean dry = dryRun != null && dryRun;
    if (!dry) {
      operations.note("user.erase", "users/" + hash(user), reason, null, body(false, room, traces));
      traces = erase(user, room);
    }
    Answers.operator(response, HttpServletResponse.SC_OK, body(dry, room, traces));
  }

  private static String userKey(Fields fields) {
    String user = fields.text("userKey");
    if (user == null || !UserKeys.isValid(user)) {
      throw Problems.malformed(
          "Expected 'userKey' to be 1 to 256 characters without control characters");
    }
    return user;
  }

  private static @Nullable String room(Fields fields) {
    String room = fields.text("room");
    if (room != null && !Names.isName(room)) {
      throw Problems.malformed("Expected 'room' to be a room's name, or nothing for all rooms");
    }
    return room;
  }

  /** Whoever is here leaves new traces: in the line, in the seat, in the memory of the worker. */
  private void requireGone(String user, @Nullable String room, Traces traces) {
    try {
      partitions.requireCounted();
      for (Partition partition : partitions.all()) {
        requireGone(user, room, partition.view());
      }
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
    if (traces.unfinished() > 0) {
      throw Problems.historyAway();
    }
    if (traces.redriven() > 0) {
      throw Problems.letterIsRedriven();
    }
    if (traces.isNone()) {
      throw Problems.unknownUser();
    }
  }

  private static void requireGone(String user, @Nullable String room, View view) {
    for (String name : room == null ? view.rooms() : Set.of(room)) {
      if (view.liveSession(name, user).isPresent()) {
        throw Problems.userIsHere(name);
      }
    }
  }

  private Traces erase(String user, @Nullable String room) {
    try {
      return erasures.erase(user, room);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private ErasureBody body(boolean dryRun, @Nullable String room, Traces traces) {
    Duration kept = retention.log();
    Instant until =
        kept.isZero()
            ? null
            : clock.instant().plus(kept).plus(kept.dividedBy(LATEST_SHARE)).plus(LATE);
    return ErasureBody.of(dryRun, room, traces, until);
  }

  /** The audit is for ever: it can prove that a name was erased, and does not tell it. */
  private static String hash(String user) {
    return "sha256:" + HashChain.hashOf(user.getBytes(StandardCharsets.UTF_8));
  }
}
