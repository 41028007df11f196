package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.transfer.TransferCode;
import dev.naru.ingress.transfer.TransferCodes;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.SessionState;
import dev.naru.model.command.TransferSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves places to other devices:
 *
 * <pre>
 *   code known? ──► its token good? ──► command into the log ──► in the view, and this one done?
 *      404          409 ended, 404             503                  503 not yet, 404 another was
 *                                                                          └──► new token
 * </pre>
 *
 * <p>The log does one of all transfers that a token allowed, so a code works once, on whatever
 * ingress. With the same Idempotency-Key a transfer may be repeated when its answer was lost.
 */
final class Transfers {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TransferCodes codes;
  private final SessionReads reads;
  private final SessionTokens tokens;
  private final CommandSubmission submission;
  private final Partitions partitions;

  Transfers(
      TransferCodes codes,
      SessionReads reads,
      SessionTokens tokens,
      CommandSubmission submission,
      Partitions partitions) {
    this.codes = codes;
    this.reads = reads;
    this.tokens = tokens;
    this.submission = submission;
    this.partitions = partitions;
  }

  /** Issues a code for a live session. */
  TransferCodes.Issued issue(SessionRecord session, SessionToken token) {
    requireLive(session);
    try {
      return codes.issue(token);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Moves the place that the code stands for to whoever shows it. */
  Transferred redeem(TransferCode code, @Nullable String idempotencyKey) {
    SessionToken old = tokenOf(code);
    UUID transfer = transferId(code, idempotencyKey);
    Holding before = reads.holding(old);
    if (before.isAfter(old)) {
      // repeated, or the code was used by somebody else
      return transferred(before, old, transfer);
    }
    requireLive(before.session());
    long offset = submit(old, transfer);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    if (!partitions.of(old.partition()).stamps().await(offset, deadline)) {
      throw Problems.undecided();
    }
    Holding after = reads.holding(old);
    if (!after.isAfter(old)) {
      requireLive(after.session());
      throw Problems.undecided();
    }
    return transferred(after, old, transfer);
  }

  private SessionToken tokenOf(TransferCode code) {
    try {
      return codes.find(code).orElseThrow(Problems::unknownTransfer);
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private static UUID transferId(TransferCode code, @Nullable String idempotencyKey) {
    return idempotencyKey == null
        ? Ids.next()
        : UUID.nameUUIDFromBytes(
            (code.letters() + " " + idempotencyKey).getBytes(StandardCharsets.UTF_8));
  }

  private long submit(SessionToken old, UUID transfer) {
    try {
      TransferSession command = new TransferSession(transfer, old.sessionId(), old.offset());
      return submission.submit(old.partition(), command).offset();
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }

  private Transferred transferred(Holding holding, SessionToken old, UUID transfer) {
    if (!transfer.equals(holding.holder().transferId())) {
      throw Problems.unknownTransfer();
    }
    SessionRecord session = holding.session();
    long since = holding.holder().tokensSince();
    SessionToken token = new SessionToken(session.id(), session.room(), old.partition(), since);
    return new Transferred(session, tokens.issue(token), holding.holder());
  }

  private static void requireLive(SessionRecord session) {
    if (session.state() == SessionState.ENDED) {
      throw Problems.ended();
    }
    if (session.state() == SessionState.PENDING) {
      throw Problems.undecided();
    }
  }

  /** What a transfer came to. */
  record Transferred(SessionRecord session, String token, Holder holder) {}
}
