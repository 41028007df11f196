package dev.naru.ingress.http;

import dev.naru.ingress.http.Transfers.Transferred;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.transfer.TransferCode;
import dev.naru.ingress.transfer.TransferCodes;
import dev.naru.ingress.view.SessionRecord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moving a place to another device: a code is shown by one and typed into the other. */
@RestController
class TransferController {
  private static final int NOT_FOUND = 404;

  private final Transfers transfers;
  private final SessionReads reads;
  private final SessionBodies bodies;
  private final Identities identities;
  private final AttemptLimits codes = new AttemptLimits(20, Duration.ofMinutes(5));
  private final AttemptLimits guesses = new AttemptLimits(10, Duration.ofMinutes(1));

  TransferController(
      Transfers transfers, SessionReads reads, SessionBodies bodies, Identities identities) {
    this.transfers = transfers;
    this.reads = reads;
    this.bodies = bodies;
    this.identities = identities;
  }

  @PostMapping(path = "/v1/sessions/{id}/transfers", produces = Answers.JSON)
  void issue(
      @PathVariable("id") String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SessionToken token = reads.token(request);
    UUID id = Ids.parse(path, "session");
    SessionRecord session = reads.read(id, token).thing();
    String name = session.id().toString();
    requireMore(codes, name);
    TransferCodes.Issued issued = transfers.issue(session, token);
    codes.count(name);
    Answers.transferCode(
        response, new TransferCodeBody(issued.code().toString(), issued.expiresAt()));
  }

  /** Whoever guesses has ten wrong ones a minute from one network, of a million million codes. */
  @PostMapping(path = "/v1/transfers/{code}", produces = Answers.JSON)
  void redeem(
      @PathVariable("code") String typed, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String caller = Addresses.network(request.getRemoteAddr());
    requireMore(guesses, caller);
    String key = Headers.idempotencyKey(request);
    try {
      TransferCode code = TransferCode.parse(typed).orElseThrow(Problems::unknownTransfer);
      Transferred done = transfers.redeem(code, key);
      SessionBody body = bodies.of(done.session(), done.token());
      identities.moveTo(done.holder().userKey(), request, response);
      Answers.located(response, "/v1/sessions/", done.session().id());
      Answers.session(response, HttpServletResponse.SC_OK, body, Prefer.NOTHING);
    } catch (ProblemException e) {
      if (e.problem().status() == NOT_FOUND) {
        guesses.count(caller);
      }
      throw e;
    }
  }

  private static void requireMore(AttemptLimits limits, String name) {
    Duration wait = limits.pause(name);
    if (!wait.isZero()) {
      throw Problems.tooManyAttempts(wait);
    }
  }
}
