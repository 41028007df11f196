package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.naru.model.wire.WireFormat;

/** Settings as JSON: what the audit keeps of a change. */
record SettingsBody(@JsonRawValue @JsonValue String json) {
  private static final WireFormat WIRE = new WireFormat();

  static SettingsBody of(OperatedRoomBody room) {
    return new SettingsBody(room.settings());
  }

  static SettingsBody of(Record settings) {
    return new SettingsBody(WIRE.encodePart(settings));
  }
}
