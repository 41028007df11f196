package dev.naru.ingress.transfer;

import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.key.Secret;
import dev.naru.ingress.transfer.TransferCodes.Issued;
import dev.naru.ingress.view.RedisLink;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes in Redis, known by their digests: who can read there cannot use them. */
final class RedisTransferCodes implements TransferCodes {
  private static final Duration GOOD = Duration.ofMinutes(5);

  private final RedisLink link;
  private final InstantSource time;

  RedisTransferCodes(RedisLink link, InstantSource time) {
    this.link = link;
    this.time = time;
  }

  @Override
  public Issued issue(SessionToken token) {
    TransferCode code = TransferCode.random();
    Issued issued = new Issued(code, time.instant().plus(GOOD));
    String done =
        link.call(redis -> redis.async().setex(key(code), GOOD.toSeconds(), token.text()));
    if (!"OK".equals(done)) {
      throw new IllegalStateException("Expected Redis to say OK to SETEX, but it said " + done);
    }
    return issued;
  }

  @Override
  public Optional<SessionToken> find(TransferCode code) {
    @Nullable String kept = link.call(redis -> redis.async().get(key(code)));
    return Optional.ofNullable(kept).map(SessionToken::ofText);
  }

  private static String key(TransferCode code) {
    return ViewKeys.transferCode(Secret.digest(code.letters()));
  }
}
