package dev.naru.query.cache;

import dev.naru.model.RawJson;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.List;

/**
 * Answers in Redis: a string for each, and while somebody asks, {@code <key>:asker}. All expire, so
 * {@code maxmemory-policy volatile-lru} gives way here before anything that must stay.
 */
final class RedisAnswers implements AnswerStore {
  /** KEYS: answer, asker; ARGV: asker, lease in ms. The answer, or who asks. */
  private static final String FIND =
      """
      local answer = redis.call('GET', KEYS[1])
      if answer then return {'answer', answer} end
      if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'yours'} end
      if redis.call('GET', KEYS[2]) == ARGV[1] then return {'yours'} end
      return {'awaited'}
      """;

  /** KEYS: asker; ARGV: asker, lease in ms, 0 to end it. */
  private static final String HOLD =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      return redis.call('PEXPIRE', KEYS[1], ARGV[2])
      """;

  private final CacheLink link;

  RedisAnswers(CacheLink link) {
    this.link = link;
  }

  @Override
  public Found find(String key, String asker, Duration lease) {
    try {
      List<String> found =
          link.commands()
              .eval(
                  FIND,
                  ScriptOutputType.MULTI,
                  new String[] {key, asker(key)},
                  asker,
                  millis(lease));
      return switch (found.getFirst()) {
        case "answer" -> new Found.Answer(new RawJson(found.getLast()));
        case "yours" -> new Found.Yours();
        default -> new Found.Awaited();
      };
    } catch (RedisException e) {
      return new Found.Away();
    }
  }

  @Override
  public void renew(String key, String asker, Duration lease) {
    hold(key, asker, millis(lease));
  }

  @Override
  public void release(String key, String asker) {
    hold(key, asker, "0");
  }

  private void hold(String key, String asker, String millis) {
    link.quietly(
        commands ->
            commands.eval(
                HOLD, ScriptOutputType.INTEGER, new String[] {asker(key)}, asker, millis));
  }

  @Override
  public void keep(String key, RawJson result, Duration ttl) {
    link.quietly(commands -> commands.set(key, result.text(), SetArgs.Builder.px(ttl)));
  }

  private static String asker(String key) {
    return key + ":asker";
  }

  private static String millis(Duration lease) {
    return Long.toString(lease.toMillis());
  }
}
