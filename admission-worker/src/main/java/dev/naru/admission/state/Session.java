package dev.naru.admission.state;

import dev.naru.model.SessionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A live session. A million of them wait in memory, so what only active ones have lies in {@link
 * Stay}.
 */
final class Session implements SessionView {
  private final UUID id;
  private final RoomState room;
  private final String userKey;
  private long ticket;
  private final long joinedAt;
  private @Nullable List<UUID> aliases;
  private @Nullable Transfer transfer;
  private @Nullable Double movedTo;
  private @Nullable Stay stay;

  // Line's own
  @Nullable Session previous;
  @Nullable Session next;

  Session(UUID id, RoomState room, String userKey, long ticket, long joinedAt) {
    this.id = id;
    this.room = room;
    this.userKey = userKey;
    this.ticket = ticket;
    this.joinedAt = joinedAt;
  }

  /** As it was written down, without its queries. */
  Session(StatePart.Visit written, RoomState room) {
    this(written.id(), room, written.userKey(), written.ticket(), written.joinedAt());
    StateBuilder.orEmpty(written.aliases()).forEach(this::addAlias);
    transfer = written.transfer();
    if (written.stay() != null) {
      stay = new Stay(written.stay().from(), written.stay().until());
      stay.keyed.putAll(written.stay().keyed());
    }
  }

  void admit(long at, long until) {
    movedTo = null; // it stands in no line any more
    stay = new Stay(at, until);
  }

  void transfer(Transfer latest) {
    transfer = latest;
  }

  /** Gives it another order; its place in the line is the line's to change. */
  void moveTo(double order) {
    movedTo = order;
  }

  /** Gives it another ticket, by which it stands from now on. */
  void draw(long newTicket) {
    ticket = newTicket;
    movedTo = null;
  }

  void addAlias(UUID alias) {
    if (aliases == null) {
      aliases = new ArrayList<>(1);
    }
    aliases.add(alias);
  }

  void addQuery(Query query, @Nullable String idempotencyKey) {
    if (stay == null) {
      throw new IllegalStateException("Expected session '" + id + "' to be active, but it waits");
    }
    stay.unfinished.put(query.order(), query);
    if (idempotencyKey != null) {
      stay.keyed.put(idempotencyKey, new KeyedQuery(query.id(), query.content()));
    }
  }

  void removeQuery(Query query) {
    if (stay != null) {
      stay.unfinished.remove(query.order());
    }
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public RoomState room() {
    return room;
  }

  @Override
  public String userKey() {
    return userKey;
  }

  @Override
  public SessionState state() {
    return stay == null ? SessionState.WAITING : SessionState.ACTIVE;
  }

  @Override
  public long ticket() {
    return ticket;
  }

  @Override
  public double order() {
    return movedTo == null ? ticket : movedTo;
  }

  @Override
  public boolean isMoved() {
    return movedTo != null;
  }

  @Override
  public long joinedAt() {
    return joinedAt;
  }

  @Override
  public long admittedAt() {
    return stay == null ? 0 : stay.from;
  }

  @Override
  public long expiresAt() {
    return stay == null ? 0 : stay.until;
  }

  @Override
  public @Nullable Transfer transfer() {
    return transfer;
  }

  @Override
  public List<UUID> aliases() {
    return aliases == null ? List.of() : Collections.unmodifiableList(aliases);
  }

  @Override
  public Collection<Query> unfinishedQueries() {
    return stay == null ? List.of() : Collections.unmodifiableCollection(stay.unfinished.values());
  }

  @Override
  public @Nullable KeyedQuery query(String idempotencyKey) {
    return stay == null ? null : stay.keyed.get(idempotencyKey);
  }

  /** Its stay as it is written down; null while it waits. */
  StatePart.@Nullable Stay writtenStay() {
    return stay == null ? null : new StatePart.Stay(stay.from, stay.until, keyedQueries());
  }

  /** The keys used in this session, for those who write all of it somewhere. */
  Map<String, KeyedQuery> keyedQueries() {
    return stay == null ? Map.of() : new TreeMap<>(stay.keyed);
  }

  /** What an active session has more. */
  private static final class Stay {
    private final long from;
    private final long until;
    private final TreeMap<Long, Query> unfinished = new TreeMap<>();
    private final Map<String, KeyedQuery> keyed = new HashMap<>(0);

    Stay(long from, long until) {
      this.from = from;
      this.until = until;
    }
  }
}
