package dev.naru.admission.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code replay_run}, which the ingress adds. */
@Entity(name = "AdmissionReplayRunRow")
@Table(name = "replay_run")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class ReplayRunRow {
  @Id
  @Column(name = "id")
  UUID id;

  @Column(name = "mode", updatable = false)
  String mode;

  @Column(name = "span_from", updatable = false)
  String from;

  @Column(name = "span_to", updatable = false)
  String to;

  @Column(name = "changes", updatable = false)
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

  @Column(name = "requested_at", updatable = false)
  Instant requestedAt;

  @Column(name = "worker")
  @Nullable String worker;

  @Column(name = "heard_at")
  @Nullable Instant heardAt;

  protected ReplayRunRow() {}
}
