package dev.naru.ingress.story;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** How a room stands, as far as the history has got; the admission worker writes it. */
@Entity(name = "IngressStandingRow")
@Immutable
@Table(name = "room_standing")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class StandingRow {
  @Id
  @Column(name = "room")
  String room;

  @Column(name = "active")
  int active;

  @Column(name = "capacity")
  int capacity;

  @Column(name = "paused")
  boolean paused;

  /** Joins are taken, and nobody is admitted before it opens. */
  @Column(name = "not_open")
  boolean notOpen;

  protected StandingRow() {}

  StandingRow(int active, int capacity, boolean paused) {
    this.active = active;
    this.capacity = capacity;
    this.paused = paused;
  }
}
