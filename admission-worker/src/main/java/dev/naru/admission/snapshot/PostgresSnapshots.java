package dev.naru.admission.snapshot;

import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Keeps snapshots in {@code state_snapshot} and {@code state_snapshot_chunk}. */
final class PostgresSnapshots implements SnapshotStore {
  /** How long one answer may take: a Postgres that says nothing must not hold up a take-over. */
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final EntityManagerFactory entities;

  PostgresSnapshots(EntityManagerFactory entities) {
    this.entities = entities;
  }

  @Override
  public List<Head> heads(int partition) {
    return inTransaction(session -> isMigrated(session) ? heads(session, partition) : List.of());
  }

  private static List<Head> heads(StatelessSession session, int partition) {
    return session
        .createQuery(
            "from SnapshotRow where partition = :partition order by id desc", SnapshotRow.class)
        .setParameter("partition", partition)
        .getResultList()
        .stream()
        .map(SnapshotRow::head)
        .toList();
  }

  /** At the very first start, the loop is sooner than the tables. */
  private static boolean isMigrated(StatelessSession session) {
    return session
        .createNativeQuery("select to_regclass('state_snapshot') is not null", Boolean.class)
        .getSingleResult();
  }

  @Override
  public Snapshot read(Head head) {
    return inTransaction(session -> read(session, head));
  }

  private static Snapshot read(StatelessSession session, Head head) {
    SnapshotRow row = session.get(SnapshotRow.class, head.id());
    if (row == null) {
      // removed meanwhile, because there are newer ones
      return new Snapshot(head.format(), head.place(), List.of(), "");
    }
    List<byte[]> chunks = new ArrayList<>();
    for (int number = 0; number < row.chunks(); number++) {
      SnapshotChunk chunk =
          session.get(SnapshotChunk.class, new SnapshotChunk.Key(row.id(), number));
      if (chunk != null) {
        chunks.add(chunk.bytes());
      }
    }
    return new Snapshot(head.format(), head.place(), chunks, row.sha256());
  }

  @Override
  public void save(Snapshot snapshot, Instant takenAt, int keep) {
    inTransaction(
        session -> {
          SnapshotRow row = new SnapshotRow(snapshot, takenAt);
          session.insert(row);
          for (int number = 0; number < snapshot.chunks().size(); number++) {
            session.insert(new SnapshotChunk(row.id(), number, snapshot.chunks().get(number)));
          }
          return removeOld(session, snapshot.place().partition(), keep);
        });
  }

  /** Their chunks go with them. */
  private static int removeOld(StatelessSession session, int partition, int keep) {
    return session
        .createNativeMutationQuery(
            """
            delete from state_snapshot where log_partition = :partition and id not in
              (select id from state_snapshot where log_partition = :partition
               order by id desc limit :keep)
              and not anchor
            """)
        .setParameter("partition", partition)
        .setParameter("keep", keep)
        .executeUpdate();
  }

  @Override
  public List<Head> anchors(int partition) {
    return inTransaction(
        session ->
            session
                .createQuery(
                    "from SnapshotRow where partition = :partition and anchor order by id",
                    SnapshotRow.class)
                .setParameter("partition", partition)
                .getResultList()
                .stream()
                .map(SnapshotRow::head)
                .toList());
  }

  @Override
  public void anchor(Head head) {
    var unused =
        inTransaction(
            session ->
                session
                    .createMutationQuery("update SnapshotRow set anchor = true where id = :id")
                    .setParameter("id", head.id())
                    .executeUpdate());
  }

  @Override
  public void releaseBefore(Head head) {
    var unused =
        inTransaction(
            session ->
                session
                    .createMutationQuery(
                        "update SnapshotRow set anchor = false"
                            + " where partition = :partition and anchor and id < :id")
                    .setParameter("partition", head.place().partition())
                    .setParameter("id", head.id())
                    .executeUpdate());
  }

  @Override
  public int forget() {
    return inTransaction(
        session -> session.createNativeMutationQuery("delete from state_snapshot").executeUpdate());
  }

  private <T> T inTransaction(Function<StatelessSession, T> work) {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(
            session -> {
              session.doWork(
                  connection -> connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS));
              return work.apply(session);
            });
  }
}
