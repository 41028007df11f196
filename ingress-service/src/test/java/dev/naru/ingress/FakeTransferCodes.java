package dev.naru.ingress;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.transfer.TransferCode;
import dev.naru.ingress.transfer.TransferCodes;
import dev.naru.ingress.view.ViewAwayException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes in memory; they never grow old. */
public final class FakeTransferCodes implements TransferCodes {
  private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");

  private final Map<TransferCode, SessionToken> issued = new ConcurrentHashMap<>();
  private volatile boolean away;

  public void away(boolean isAway) {
    away = isAway;
  }

  private void requireThere() {
    if (away) {
      throw new ViewAwayException("away", null);
    }
  }

  @Override
  public Issued issue(SessionToken token) {
    requireThere();
    TransferCode code = TransferCode.parse("%010d".formatted(issued.size())).orElseThrow();
    issued.put(code, token);
    return new Issued(code, END);
  }

  @Override
  public Optional<SessionToken> find(TransferCode code) {
    requireThere();
    return Optional.ofNullable(issued.get(code));
  }
}
