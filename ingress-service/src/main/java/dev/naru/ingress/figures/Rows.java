package dev.naru.ingress.figures;

import jakarta.persistence.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What native queries of several columns answer. */
final class Rows {
  private Rows() {}

  @SuppressWarnings("unchecked") // a row of several columns is an array
  static List<Object[]> of(Query query) {
    return query.getResultList();
  }

  static long number(Object value) {
    return ((Number) value).longValue();
  }

  /** To the hundredth; null stays null. */
  static @Nullable Double seconds(@Nullable Object value) {
    return value == null ? null : Math.round(((Number) value).doubleValue() * 100) / 100.0;
  }
}
