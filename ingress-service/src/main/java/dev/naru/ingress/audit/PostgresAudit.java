package dev.naru.ingress.audit;

import dev.naru.ingress.store.Postgres;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit in {@code operator_audit}: rows are added, never changed. */
final class PostgresAudit implements Audit {
  private final Postgres postgres;

  PostgresAudit(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public void add(AuditEntry entry) {
    postgres.call(
        manager -> {
          manager.persist(new AuditRow(entry));
          return entry;
        });
  }

  @Override
  public List<Numbered> list(int most, @Nullable Long before) {
    return postgres
        .call(
            manager ->
                manager
                    .createQuery(
                        "from IngressAuditRow r where r.id < :before order by r.id desc",
                        AuditRow.class)
                    .setParameter("before", before == null ? Long.valueOf(Long.MAX_VALUE) : before)
                    .setMaxResults(most)
                    .getResultList())
        .stream()
        .map(PostgresAudit::numbered)
        .toList();
  }

  private static Numbered numbered(AuditRow row) {
    Long id = row.id;
    if (id == null) {
      throw new IllegalStateException("Expected a row of the audit to have a number");
    }
    return new Numbered(id, row.entry());
  }
}
