package dev.naru.ingress.view;

import dev.naru.model.QueryState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what the scripts return of seats, lines and slots into records. */
final class CrowdReplies {
  private CrowdReplies() {}

  static Crowd crowd(List<@Nullable Object> reply) {
    return new Crowd(
        Replies.head(Replies.list(reply.get(0))), people(reply.get(1)), people(reply.get(2)));
  }

  private static List<PersonRecord> people(@Nullable Object part) {
    return Replies.list(part).stream().map(one -> person(Replies.list(one))).toList();
  }

  private static PersonRecord person(List<@Nullable Object> reply) {
    List<@Nullable Object> fields = Replies.list(reply.get(1));
    return new PersonRecord(
        Replies.id(reply.get(0)),
        (String) fields.get(0),
        Replies.number(fields.get(1)),
        Replies.time(fields.get(2)),
        Replies.time(fields.get(3)),
        Replies.time(fields.get(4)));
  }

  static List<SlotRecord> slots(List<@Nullable Object> reply) {
    return Replies.list(reply.get(1)).stream().map(one -> slot(Replies.list(one))).toList();
  }

  private static SlotRecord slot(List<@Nullable Object> reply) {
    List<@Nullable Object> fields = Replies.list(reply.get(2));
    Object session = reply.get(3);
    return new SlotRecord(
        ((Long) Objects.requireNonNull(reply.get(0))).intValue(),
        Replies.id(reply.get(1)),
        session == null ? null : Replies.id(session),
        (String) reply.get(4),
        (String) fields.get(0),
        fields.get(1) == null ? null : QueryState.valueOf(Replies.text(fields.get(1))),
        fields.get(2) == null ? 0 : Integer.parseInt(Replies.text(fields.get(2))),
        Replies.time(fields.get(3)),
        Replies.time(fields.get(4)));
  }
}
