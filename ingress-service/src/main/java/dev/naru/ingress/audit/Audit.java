package dev.naru.ingress.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators did. All methods throw {@link dev.naru.ingress.store.StoreAwayException}: what
 * cannot be written down is not done.
 */
public interface Audit {

  /** Writes down what an operator is about to do. */
  void add(AuditEntry entry);

  /**
   * Reads entries, the newest first.
   *
   * @param most entries
   * @param before number of the entry before which to begin; null begins with the newest
   */
  List<Numbered> list(int most, @Nullable Long before);

  /** An entry and its number; later entries have higher ones. */
  record Numbered(long number, AuditEntry entry) {}
}
