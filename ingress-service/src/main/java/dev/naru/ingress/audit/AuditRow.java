package dev.naru.ingress.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One row of the operators' audit. */
@Entity(name = "IngressAuditRow")
@Immutable
@Table(name = "operator_audit")
@SuppressWarnings("NullAway.Init") // Hibernate sets what a row always has
class AuditRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  @Nullable Long id;

  @Column(name = "at")
  Instant at;

  @Column(name = "operator")
  String operator;

  @Column(name = "action")
  String action;

  @Column(name = "target")
  String target;

  @Column(name = "reason")
  @Nullable String reason;

  /** JSON. */
  @Column(name = "state_before")
  @Nullable String before;

  /** JSON. */
  @Column(name = "state_after")
  @Nullable String after;

  protected AuditRow() {}

  AuditRow(AuditEntry entry) {
    this.at = entry.at();
    this.operator = entry.operator();
    this.action = entry.action();
    this.target = entry.target();
    this.reason = entry.reason();
    this.before = entry.before();
    this.after = entry.after();
  }

  AuditEntry entry() {
    return new AuditEntry(at, operator, action, target, reason, before, after);
  }
}
