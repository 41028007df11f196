package dev.naru.ingress.http;

import dev.naru.model.PoolSettings;
import dev.naru.model.RoomSettings;
import dev.naru.model.wire.WireFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings that a what-if imagines: those of a room and of a pool that decide over waits, by
 * their usual names and rules.
 */
final class ReplayChanges {
  private static final List<String> OF_A_ROOM =
      List.of("capacity", "sessionTtl", "idleTimeout", "abandonTimeout", "admissionRate");

  private static final WireFormat WIRE = new WireFormat();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReplayChanges() {}

  /** Returns the changes as JSON, times as ISO durations; throws 400 for what cannot be. */
  static String read(Fields fields) {
    Map<String, Object> changes = new LinkedHashMap<>();
    name(fields, "room").ifPresent(room -> changes.put("room", room));
    name(fields, "pool").ifPresent(pool -> changes.put("pool", pool));
    ObjectNode room = fields.all().deepCopy();
    room.remove(List.of("room", "pool", "slots"));
    room.propertyNames().forEach(ReplayChanges::requireKnown);
    settings(room, changes);
    int slots = fields.whole("slots", 1, 10_000, 0);
    if (slots > 0) {
      changes.put("slots", PoolSettings.defaults().withSlots(slots, 1).slots());
    }
    return MAPPER.writeValueAsString(changes);
  }

  private static Optional<String> name(Fields fields, String field) {
    return Optional.ofNullable(fields.text(field));
  }

  private static void requireKnown(String name) {
    if (knownAs(name) == null) {
      throw Problems.malformed(
          "Expected 'changes' to hold only room, pool, slots, "
              + String.join(", ", OF_A_ROOM)
              + ", but found '"
              + name
              + "'");
    }
  }

  private static @Nullable String knownAs(String name) {
    String uniform = name.replace("-", "");
    return OF_A_ROOM.stream()
        .filter(known -> known.equalsIgnoreCase(uniform))
        .findFirst()
        .orElse(null);
  }

  private static void settings(ObjectNode given, Map<String, Object> into) {
    RoomSettings settings = SettingsForm.read(given, RoomSettings.defaults(), RoomSettings.class);
    if (settings.capacity() < 1) {
      throw Problems.malformed(
          "Expected 'capacity' to be 1 or more, but it is 0: with none, nobody is ever admitted");
    }
    JsonNode all = MAPPER.readTree(WIRE.encodePart(settings));
    for (String name : given.propertyNames()) {
      String known = knownAs(name);
      if (known != null && all.has(known)) {
        into.put(known, all.get(known));
      }
    }
  }
}
