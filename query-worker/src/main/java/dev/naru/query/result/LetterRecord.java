package dev.naru.query.result;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code dead_letter}, as far as the record tells; the rest is the operators'. */
@Entity(name = "QueryLetterRecord")
@Table(name = "dead_letter")
class LetterRecord {
  static final String OPEN = "OPEN";

  /** The second failure of a letter that was redriven: shown as that letter, parked. */
  static final String REPEATED = "REPEATED";

  /** Over, by an operator's word, or because its user was erased. */
  static final String DISCARDED = "DISCARDED";

  @Id UUID id;

  @Column(name = "at")
  Instant at;

  @Column(name = "topic")
  String topic;

  @Column(name = "partition_number")
  int partition;

  @Column(name = "record_offset")
  long offset;

  @Column(name = "reason")
  String reason;

  @Column(name = "query_id")
  @Nullable UUID queryId;

  @Column(name = "attempts")
  int attempts;

  @Column(name = "parked")
  boolean parked;

  @Column(name = "value")
  byte @Nullable [] value;

  @Column(name = "value_size")
  long size;

  @Column(name = "value_sha256")
  String sha256;

  @Column(name = "state")
  String state = OPEN;

  @Column(name = "redrive_query_id", insertable = false, updatable = false)
  @Nullable UUID redriveQueryId;

  @SuppressWarnings("NullAway.Init") // Hibernate and LetterReading set what a letter always has
  protected LetterRecord() {}

  /** Its user wants to be forgotten; whoever guesses the bytes could prove them by their hash. */
  void erase() {
    value = null;
    sha256 = "";
    state = DISCARDED;
  }
}
