package dev.naru.admission.state;

import dev.naru.model.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The whole state as lines of text in a fixed order: two states are equal if these are. */
public final class CanonicalState {
  private CanonicalState() {}

  /** Returns every field of the state, a line for each thing that has some. */
  public static List<String> lines(RoomsState state) {
    List<String> lines = new ArrayList<>();
    lines.add("offset=" + state.offset() + " clock=" + state.clock() + " chain=" + state.chain());
    lines.add("nextDeadline=" + state.nextDeadline());
    lines.add("unsettled=" + state.unsettledPools().stream().map(PoolState::name).toList());
    state.placements().forEach((pool, to) -> lines.add("placed " + pool + " on " + to));
    state.rooms().forEach(room -> addRoom(lines, room));
    state.pools().forEach(pool -> addPool(lines, pool));
    state.sessions.entrySet().stream()
        .map(entry -> "session " + entry.getKey() + " " + describe(entry.getValue()))
        .sorted()
        .forEach(lines::add);
    state.queries.entrySet().stream()
        .map(entry -> "query " + entry.getKey() + " " + describe(entry.getValue()))
        .sorted()
        .forEach(lines::add);
    lines.add("byEnd=" + state.drawsByEnd.stream().map(Draw::drawId).toList());
    lines.add("byExpiry=" + state.activeByExpiry.stream().map(Session::id).toList());
    return lines;
  }

  private static void addRoom(List<String> lines, RoomState room) {
    lines.add(
        "room %s %s file=%s %s paused=%s active=%d waiting=%d last=%d serving=%d queued=%d due=%d queryDue=%d"
            .formatted(
                room.name(),
                room.settings(),
                room.fileSettings(),
                room.status(),
                room.paused(),
                room.active(),
                room.waiting(),
                room.lastTicket(),
                room.serving(),
                room.queuedQueries(),
                room.dueAt,
                room.queryDueAt));
    lines.add(
        "  schedule %s %s %s drawing=%s moment=%d"
            .formatted(
                room.opening(), room.stage(), room.lottery(), room.awaitsDrawing(), room.momentAt));
    lines.add("  line " + room.firstWaiting(Integer.MAX_VALUE).stream().map(Session::id).toList());
    lines.add("  news " + room.lastNews() + " " + room.announcement());
    room.draws().forEach(draw -> lines.add("  draw " + draw));
    lines.add("  winners " + room.winners());
    lines.add("  present " + room.present().stream().map(Session::id).toList());
    room.keys().forEach((key, request) -> lines.add("  key " + key + " " + request));
    lines.add("  pace " + room.pacer().times() + " admissions " + room.admissions());
  }

  private static void addPool(List<String> lines, PoolState pool) {
    lines.add("pool " + pool.name() + " " + pool.settings() + " file=" + pool.fileSettings());
    lines.add("  hold " + pool.hold() + " until " + pool.releaseAt);
    lines.add("  queue " + pool.queue().stream().map(Query::id).toList());
    for (int slot = 0; slot < pool.slots().size(); slot++) {
      lines.add("  slot " + slot + " " + pool.slots().held(slot).stream().map(Query::id).toList());
    }
  }

  private static String describe(Session session) {
    return "%s room=%s user=%s known=%b %s ticket=%d order=%s joined=%d admitted=%d expires=%d transfer=%s aliases=%s queries=%s keys=%s"
        .formatted(
            session.id(),
            session.room().name(),
            session.userKey(),
            session.room().sessionOf(session.userKey()) == session,
            session.state(),
            session.ticket(),
            session.order(),
            session.joinedAt(),
            session.admittedAt(),
            session.expiresAt(),
            session.transfer(),
            session.aliases(),
            session.unfinishedQueries().stream().map(Query::id).toList(),
            session.keyedQueries());
  }

  private static String describe(Query query) {
    return "%s session=%s room=%s %s %s order=%d slot=%d attempt=%d submitted=%d started=%d waits=%d payload=%s aliases=%s"
        .formatted(
            query.id(),
            query.sessionId(),
            query.room(),
            query.content(),
            query.state(),
            query.order(),
            query.slot(),
            query.attempt(),
            query.submittedAt(),
            query.startedAt(),
            query.waitsUntil(),
            query.payload(),
            query.aliases().stream()
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.toList()));
  }
}
