package dev.naru.query.result;

import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters into {@code dead_letter}, each batch in one transaction. Reading the topic
 * again, from wherever, changes nothing, and does not bring back what was erased or is older than
 * what is kept. A letter that comes of another's redrive is that letter's second failure: it is
 * parked.
 */
final class LetterProjection {
  /** First key of the advisory lock; see {@link QueryHistory}. */
  private static final int LOCK = 0x4E41_5256;

  private final EntityManagerFactory entities;
  private final Duration kept;
  private final InstantSource clock;

  /**
   * @param kept how long letters that are settled are kept; 0 is for ever
   */
  LetterProjection(EntityManagerFactory entities, Duration kept, InstantSource clock) {
    this.entities = entities;
    this.kept = kept;
    this.clock = clock;
  }

  /** Whether there are no letters at all. */
  boolean isEmpty() {
    return entities
        .unwrap(SessionFactory.class)
        .fromStatelessTransaction(
            session ->
                session
                    .createNativeQuery("select not exists (select from dead_letter)", Boolean.class)
                    .getSingleResult());
  }

  void apply(List<ConsumerRecord<byte[], byte[]>> records) {
    entities
        .unwrap(SessionFactory.class)
        .inStatelessTransaction(
            session -> {
              session
                  .createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                  .setParameter("lock", LOCK)
                  .getSingleResult();
              records.stream()
                  .map(LetterReading::read)
                  .filter(this::isKept)
                  .forEach(letter -> add(session, letter));
            });
  }

  /** What is older may have been settled and removed: nobody knows any more. */
  private boolean isKept(LetterRecord letter) {
    return kept.isZero() || letter.at.isAfter(clock.instant().minus(kept));
  }

  private static void add(StatelessSession session, LetterRecord letter) {
    if (isKnown(session, letter)) {
      return;
    }
    boolean erased = isErased(session, letter);
    LetterRecord first = erased ? null : redriven(session, letter);
    if (erased) {
      letter.erase();
    } else if (first != null) {
      park(session, first, letter);
      letter.state = LetterRecord.REPEATED;
    }
    session.insert(letter);
  }

  /** Also under another place in the topic: whoever is not sure writes a letter twice. */
  private static boolean isKnown(StatelessSession session, LetterRecord letter) {
    return !session
        .createSelectionQuery(
            "select l.id from QueryLetterRecord l where l.id = :id"
                + " or (l.topic = :topic and l.partition = :partition and l.offset = :offset)",
            Object.class)
        .setParameter("id", letter.id)
        .setParameter("topic", letter.topic)
        .setParameter("partition", letter.partition)
        .setParameter("offset", letter.offset)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** One that was erased is new if the list is written again. */
  private static boolean isErased(StatelessSession session, LetterRecord letter) {
    return session
        .createNativeQuery(
            "select exists (select from erased_letter where id = :id)"
                + " or exists (select from erased_query where id = cast(:query as uuid))",
            Boolean.class)
        .setParameter("id", letter.id)
        .setParameter("query", letter.queryId == null ? null : letter.queryId.toString())
        .getSingleResult();
  }

  /** The letter whose redrive led to this one: by the query that asked anew, or by its bytes. */
  private static @Nullable LetterRecord redriven(StatelessSession session, LetterRecord letter) {
    String condition =
        letter.queryId == null
            ? "l.queryId is null and l.topic = :topic and l.sha256 = :sha256"
                + " and l.state in ('RUNNING', 'REDRIVEN')"
            : "l.redriveQueryId = :queryId";
    var query =
        session
            .createSelectionQuery(
                "from QueryLetterRecord l where " + condition + " order by l.id desc",
                LetterRecord.class)
            .setMaxResults(1);
    if (letter.queryId == null) {
      query.setParameter("topic", letter.topic).setParameter("sha256", letter.sha256);
    } else {
      query.setParameter("queryId", letter.queryId);
    }
    return query.getResultStream().findFirst().orElse(null);
  }

  /** A query's redrive ends where its session is: whoever redrives opens that letter again. */
  private static void park(StatelessSession session, LetterRecord first, LetterRecord again) {
    session
        .createMutationQuery(
            "update QueryLetterRecord l set l.parked = true, l.attempts = l.attempts + :attempts,"
                + " l.state = case when l.queryId is null then 'OPEN' else l.state end"
                + " where l.id = :id")
        .setParameter("attempts", again.attempts)
        .setParameter("id", first.id)
        .executeUpdate();
  }
}
