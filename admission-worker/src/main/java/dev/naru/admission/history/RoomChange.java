package dev.naru.admission.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** What changed how a room's line moves. */
@Entity
@Table(name = "room_change")
@IdClass(RoomChange.Place.class)
class RoomChange {
  enum What {
    PAUSED,
    RESUMED,
    OPENED,
    CLOSED,
    DRAINED,
    CAPACITY,
    /** Joins are taken before it opens. */
    PRE_QUEUE,
    /** The same, and the order is drawn then. */
    PRE_QUEUE_LOTTERY,
    DRAWN
  }

  /** Where it stands in the log. */
  record Place(String room, long offset, int index) implements Serializable {}

  @Id private String room;

  @Id
  @Column(name = "command_offset")
  private long offset;

  @Id
  @Column(name = "event_index")
  private int index;

  @Column(nullable = false)
  private Instant at;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private What what;

  private int capacity;

  @Column(name = "by_schedule")
  private boolean bySchedule;

  @SuppressWarnings("NullAway") // filled by Hibernate
  RoomChange() {}

  RoomChange(Place place, Instant at, What what, int capacity, boolean bySchedule) {
    this.room = place.room();
    this.offset = place.offset();
    this.index = place.index();
    this.at = at;
    this.what = what;
    this.capacity = capacity;
    this.bySchedule = bySchedule;
  }

  @Override
  public String toString() {
    return "%s %d/%d at=%s %s capacity=%d%s"
        .formatted(room, offset, index, at, what, capacity, bySchedule ? " by schedule" : "");
  }
}
