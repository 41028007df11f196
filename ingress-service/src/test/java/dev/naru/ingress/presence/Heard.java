package dev.naru.ingress.presence;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Looks into a book from tests of other packages. */
public final class Heard {
  private Heard() {}

  /** Takes out whose signs of life were collected. */
  public static Set<UUID> take(PresenceBook book) {
    Set<UUID> ids = new TreeSet<>();
    book.take().values().forEach(heard -> ids.addAll(heard.keySet()));
    return ids;
  }
}
