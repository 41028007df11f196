package dev.naru.admission.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Order and caps of a room in one minute in which somebody was admitted or ended. */
@Entity
@Table(name = "room_minute")
@IdClass(RoomMinute.Place.class)
class RoomMinute {

  /** Which minute of which room. */
  record Place(String room, Instant minute) implements Serializable {
    static Place at(String room, Instant at) {
      return new Place(room, at.truncatedTo(ChronoUnit.MINUTES));
    }
  }

  @Id private String room;
  @Id private Instant minute;
  private long admissions;
  private long inversions;

  @Column(name = "max_active")
  private int maxActive;

  private int active;

  @SuppressWarnings("NullAway") // filled by Hibernate
  RoomMinute() {}

  /** A minute that begins with so many active. */
  RoomMinute(Place place, int active) {
    this.room = place.room();
    this.minute = place.minute();
    this.active = active;
    this.maxActive = active;
  }

  Place place() {
    return new Place(room, minute);
  }

  void admitted(boolean inverted, int nowActive) {
    admissions++;
    inversions += inverted ? 1 : 0;
    maxActive = Math.max(maxActive, nowActive);
    active = nowActive;
  }

  void ended(int nowActive) {
    active = nowActive;
  }

  @Override
  public String toString() {
    return "%s %s admissions=%d inversions=%d maxActive=%d active=%d"
        .formatted(room, minute, admissions, inversions, maxActive, active);
  }
}
