package dev.naru.ingress.http;

import dev.naru.ingress.erasure.Erasures;
import dev.naru.ingress.erasure.Traces;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Users' traces in memory. */
final class FakeErasures implements Erasures {

  final Map<String, Traces> users = new ConcurrentHashMap<>();
  final List<String> erased = new CopyOnWriteArrayList<>();

  @Override
  public Traces find(String userKey, @Nullable String room) {
    return users.getOrDefault(userKey, Traces.NONE);
  }

  @Override
  public Traces erase(String userKey, @Nullable String room) {
    erased.add(userKey + "@" + room);
    Traces traces = users.remove(userKey);
    return traces == null ? Traces.NONE : traces;
  }
}
