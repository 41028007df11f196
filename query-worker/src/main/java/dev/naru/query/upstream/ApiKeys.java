package dev.naru.query.upstream;

import dev.naru.model.InvalidSettingException;
import dev.naru.model.PoolSettings;
import dev.naru.model.UpstreamSettings;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of upstreams, by the names that the settings give them. */
public final class ApiKeys {
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private final Function<String, @Nullable String> environment;

  /**
   * @param environment a variable's value, null if it is not set
   */
  public ApiKeys(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** Throws {@link InvalidSettingException} if a pool names a key that is not there. */
  public void require(Map<String, PoolSettings> pools) {
    pools.forEach(
        (name, pool) -> {
          var unused = of(name, pool.upstream());
        });
  }

  /**
   * No message here repeats a name or a value: whoever mixes them up would find the key in a log.
   */
  ApiKey of(String pool, UpstreamSettings upstream) {
    String variable = upstream.apiKeyEnv();
    if (variable == null) {
      return ApiKey.NONE;
    }
    String setting = "naru.pools." + pool + ".upstream.api-key-env";
    String text = environment.apply(variable);
    if (text == null || text.isBlank()) {
      throw new InvalidSettingException(
          setting,
          "the name of a variable in the query worker's environment",
          "one that is not set");
    }
    if (!VISIBLE.matcher(text.strip()).matches()) {
      throw new InvalidSettingException(
          setting,
          "the name of a variable whose value can stand in a header",
          "one with white space or other than ASCII in it");
    }
    return new ApiKey(text.strip());
  }
}
