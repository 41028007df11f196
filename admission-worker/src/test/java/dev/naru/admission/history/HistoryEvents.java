package dev.naru.admission.history;

import dev.naru.model.EndReason;
import dev.naru.model.RefusalReason;
import dev.naru.model.RoomSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.HashChain;
import java.time.Instant;
import java.util.UUID;

/** Short ways to say what happened, a second for each offset. */
final class HistoryEvents {
  private static final long START = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

  private HistoryEvents() {}

  static UUID session(int number) {
    return new UUID(0x01932b5e_0000_7000L, 0x8000_000000000000L | number);
  }

  /** The clock at the command of this offset. */
  static Instant at(long offset) {
    return Instant.ofEpochMilli(START + offset * 1_000);
  }

  static Envelope envelope(long offset, int index, Event event) {
    return new Envelope(offset, index, at(offset).toEpochMilli(), HashChain.GENESIS, event);
  }

  static Event configured(int capacity) {
    return new RoomConfigured(
        "default", RoomSettings.defaults().withCapacity(capacity), SettingsSource.FILE);
  }

  static Event queued(UUID session, long ticket) {
    return new SessionQueued(session, "default", "u-" + ticket, ticket, 0, null);
  }

  static Event admitted(UUID session, long ticket) {
    return new SessionAdmitted(session, "default", ticket, START + 3_600_000);
  }

  static Event ended(UUID session) {
    return new SessionEnded(session, "default", EndReason.LEFT);
  }

  static SessionMatched matched(UUID session, UUID live) {
    return new SessionMatched(session, live, "default", "u-1", null);
  }

  static CommandRefused refused(UUID session, RefusalReason reason) {
    return new CommandRefused(
        "RequestSession", reason, "Expected room", "default", "u-1", session, null);
  }
}
