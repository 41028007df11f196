package dev.naru.ingress.story;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What changed how a room's line moves; the admission worker writes it. */
@Entity(name = "IngressChangeRow")
@Immutable
@Table(name = "room_change")
@IdClass(ChangeRow.Place.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class ChangeRow {

  /** Where it stands in the log. */
  record Place(String room, long offset, int index) implements Serializable {}

  @Id
  @Column(name = "room")
  String room;

  @Id
  @Column(name = "command_offset")
  long offset;

  @Id
  @Column(name = "event_index")
  int index;

  @Column(name = "at")
  Instant at;

  /** One of {@link Story.What}. */
  @Column(name = "what")
  String what;

  /** From then on. */
  @Column(name = "capacity")
  int capacity;

  @Column(name = "by_schedule")
  boolean bySchedule;

  /** For people; null for what the kind of change says already. */
  @Transient @Nullable String why;

  /** How many more waited before the visitor from then on; set by what moves the line. */
  @Transient int moreAhead;

  /** How many waited before the visitor from then on; null if that follows from what was. */
  @Transient @Nullable Integer nowAhead;

  protected ChangeRow() {}

  ChangeRow(Instant at, Story.What what, String why) {
    this.at = at;
    this.what = what.name();
    this.why = why;
  }

  /** The same at another time. */
  ChangeRow at(Instant time) {
    ChangeRow change = new ChangeRow();
    change.at = time;
    change.what = what;
    change.capacity = capacity;
    change.bySchedule = bySchedule;
    return change;
  }

  ChangeRow(Instant at, Story.What what, int capacity) {
    this.at = at;
    this.what = what.name();
    this.capacity = capacity;
  }
}
