package dev.naru.ingress.replay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code replay_run}, which the admission worker changes. */
@Entity(name = "IngressReplayRow")
@Table(name = "replay_run")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class ReplayRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "mode")
  String mode;

  @Column(name = "span_from")
  String from;

  @Column(name = "span_to")
  String to;

  @Column(name = "changes")
  @Nullable String changes;

  @Column(name = "state")
  String state;

  @Column(name = "progress")
  double progress;

  @Column(name = "commands")
  long commands;

  @Column(name = "commands_per_second")
  long commandsPerSecond;

  @Column(name = "report")
  @Nullable String report;

  @Column(name = "error")
  @Nullable String error;

  @Column(name = "requested_at")
  Instant requestedAt;

  protected ReplayRow() {}

  ReplayRow(ReplayOrder order, Instant now) {
    this.id = order.id();
    this.mode = order.mode();
    this.from = order.from();
    this.to = order.to();
    this.changes = order.changes();
    this.state = "RUNNING";
    this.requestedAt = now;
  }

  ReplayRun run() {
    return new ReplayRun(id, mode, state, progress, commands, commandsPerSecond, report, error);
  }
}
