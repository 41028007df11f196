package dev.naru.admission.view;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key of the view, and what it holds.
 *
 * @param key below the generation
 * @param content a set's members to nothing, a sorted set's members to their scores, a hash's
 *     fields to their values, a string under the empty name
 */
public record ViewEntry(String key, Kind kind, SortedMap<String, String> content) {
  /** How it lies in Redis. */
  public enum Kind {
    SET,
    SCORES,
    /** A hash of which all fields are named. */
    WHOLE_HASH,
    /** A hash that may have other fields too. */
    FIELDS,
    TEXT
  }

  /** A score as text: without a fraction where it has none. */
  static String score(double score) {
    return score == Math.rint(score) ? String.valueOf((long) score) : String.valueOf(score);
  }

  static ViewEntry members(String key, Stream<String> members) {
    SortedMap<String, String> content = new TreeMap<>();
    members.forEach(member -> content.put(member, ""));
    return new ViewEntry(key, Kind.SET, content);
  }

  static ViewEntry scores(String key, @Nullable Map<String, String> scores) {
    return new ViewEntry(key, Kind.SCORES, copy(scores));
  }

  static ViewEntry wholeHash(String key, @Nullable Map<String, String> fields) {
    return new ViewEntry(key, Kind.WHOLE_HASH, copy(fields));
  }

  static ViewEntry fields(String key, Map<String, String> fields) {
    return new ViewEntry(key, Kind.FIELDS, copy(fields));
  }

  static ViewEntry text(String key, String text) {
    return new ViewEntry(key, Kind.TEXT, copy(Map.of("", text)));
  }

  private static SortedMap<String, String> copy(@Nullable Map<String, String> content) {
    return content == null ? new TreeMap<>() : new TreeMap<>(content);
  }
}
