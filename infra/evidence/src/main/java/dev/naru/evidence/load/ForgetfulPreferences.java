package dev.naru.evidence.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/**
 * Preferences in memory. Gatling keeps in them when it last asked Maven Central for a newer
 * version: here it has just done so in vain, so that it asks nobody and leaves nothing in the
 * user's home.
 */
public final class ForgetfulPreferences implements PreferencesFactory {
  private final Preferences root = new Node(null, "");

  /** Called by the JDK, as the system property {@code java.util.prefs.PreferencesFactory} says. */
  public ForgetfulPreferences() {
    Preferences version = root.node("io/gatling/latestVersion");
    version.putLong("lastCheckTimestamp", System.currentTimeMillis());
    version.putBoolean("lastCheckSuccess", false);
  }

  /** Must be called before Gatling is loaded. */
  static void use() {
    System.setProperty("java.util.prefs.PreferencesFactory", ForgetfulPreferences.class.getName());
  }

  @Override
  public Preferences systemRoot() {
    return root;
  }

  @Override
  public Preferences userRoot() {
    return root;
  }

  private static final class Node extends AbstractPreferences {
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Map<String, Node> children = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway") // the root's parent is null
    Node(@Nullable Node parent, String name) {
      super(parent, name);
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    protected @Nullable String getSpi(String key) {
      return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {
      values.clear();
    }

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return children.keySet().toArray(String[]::new);
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return children.computeIfAbsent(name, child -> new Node(this, child));
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }
}
