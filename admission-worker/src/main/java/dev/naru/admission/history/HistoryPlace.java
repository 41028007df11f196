package dev.naru.admission.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far the history has got with a partition of the events. */
@Entity
@Table(name = "history_place")
class HistoryPlace {
  @Id
  @Column(name = "partition_number")
  private int partition;

  @Column(name = "commands_topic")
  private String commandsTopic;

  @Column(name = "events_topic")
  private String eventsTopic;

  @Column(name = "next_event")
  private long nextEvent;

  @Column(name = "command_offset")
  private long commandOffset;

  @SuppressWarnings("NullAway") // filled by Hibernate
  HistoryPlace() {}

  HistoryPlace(EventBatch batch) {
    this.partition = batch.partition();
    this.commandsTopic = batch.log().commands();
    this.eventsTopic = batch.log().events();
    this.nextEvent = batch.next();
    this.commandOffset = batch.command();
  }

  /** The first event that is not in the history yet. */
  long nextEvent() {
    return nextEvent;
  }

  boolean isOfCommands(EventLogName log) {
    return commandsTopic.equals(log.commands());
  }

  boolean isOfEvents(EventLogName log) {
    return eventsTopic.equals(log.events());
  }
}
