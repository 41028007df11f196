package dev.naru.admission.history;

/** Where history is kept. */
interface HistoryStore {
  /** The place of a history that has nothing of a partition. */
  long BEGINNING = 0;

  /**
   * Adds a batch in one transaction; what is known already changes nothing.
   *
   * @return where the history stands then, as the offset of the next event: elsewhere than at the
   *     batch's {@code next} if the batch does not follow, and then nothing was added
   */
  long add(EventBatch batch);

  /**
   * Where the history stands.
   *
   * @param fresh whether the partition was just assigned: a history without a session, whatever it
   *     has read, then begins anew
   */
  long stands(int partition, EventLogName log, boolean fresh);
}
