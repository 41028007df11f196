package dev.naru.admission.history;

import dev.naru.model.AdmissionHistory;
import dev.naru.model.RoomSettings;
import dev.naru.model.event.Envelope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.OptionalLong;

/**
 * Where a room stands, as far as the history has got. Counts each event once: one that is not after
 * the last that it counted is {@link #isKnown known}.
 */
@Entity
@Table(name = "room_standing")
class RoomStanding {
  @Id private String room;

  @Column(name = "command_offset")
  private long offset = -1;

  @Column(name = "event_index")
  private int index;

  private long serving;
  private int active;
  private int capacity;
  private boolean paused;

  @Column(name = "not_open")
  private boolean notOpen;

  /** Whether the order of those who come before it opens is drawn. */
  private boolean lottery;

  /**
   * Names of its pools, with commas between; empty if it was last configured before that counted.
   */
  @Column(nullable = false)
  private String pools = "";

  @Column(nullable = false)
  private String admissions = "";

  @SuppressWarnings("NullAway") // filled by Hibernate
  RoomStanding() {}

  /** A room of which nothing is known yet. */
  RoomStanding(String room) {
    this.room = room;
  }

  String room() {
    return room;
  }

  int active() {
    return active;
  }

  int capacity() {
    return capacity;
  }

  boolean isKnown(Envelope envelope) {
    return envelope.offset() < offset || (envelope.offset() == offset && envelope.index() <= index);
  }

  void counted(Envelope envelope) {
    offset = envelope.offset();
    index = envelope.index();
  }

  /** Seconds until the given place in the line is served; empty if that cannot be told. */
  OptionalLong estimate(long position, long now) {
    return AdmissionHistory.parse(admissions).estimateSeconds(position, now);
  }

  /**
   * Returns whether a later ticket was admitted before. One that an operator moved has no turn: it
   * goes before nobody, and nobody before it.
   */
  boolean admitted(long ticket, boolean moved, long now) {
    boolean inverted = !moved && ticket <= serving;
    serving = moved ? serving : Math.max(serving, ticket);
    active++;
    AdmissionHistory history = AdmissionHistory.parse(admissions);
    history.add(now);
    admissions = history.toText();
    return inverted;
  }

  void ended() {
    active = Math.max(0, active - 1); // whoever was admitted before the log begins is not counted
  }

  void notOpen(boolean nowNotOpen) {
    notOpen = nowNotOpen;
  }

  boolean lottery() {
    return lottery;
  }

  void paused(boolean nowPaused) {
    paused = nowPaused;
  }

  /** Returns whether that is another capacity than before. */
  boolean configured(RoomSettings settings) {
    boolean changed = capacity != settings.capacity();
    capacity = settings.capacity();
    lottery = settings.schedule() != null && settings.schedule().draws();
    pools = String.join(",", settings.pools());
    return changed;
  }

  @Override
  public String toString() {
    return "%s %d/%d serving=%d active=%d capacity=%d paused=%s admissions=%s pools=%s%s"
        .formatted(
            room,
            offset,
            index,
            serving,
            active,
            capacity,
            paused,
            admissions,
            pools,
            notOpen ? " not open" : "");
  }
}
