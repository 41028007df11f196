package dev.naru.admission.state;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.event.QueryQueued;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query that is not finished, or has its outcome and still occupies its slot. */
final class Query implements QueryView {
  private final UUID id;
  private final Session session;
  private final QueryContent content;
  private final long order;
  private final long submittedAt;
  private @Nullable RawJson payload;
  private @Nullable List<UUID> aliases;
  private QueryState state = QueryState.QUEUED;
  private int slot = -1;
  private int attempt;
  private long startedAt;

  Query(QueryQueued event, Session session, long order, long submittedAt) {
    this.id = event.queryId();
    this.session = session;
    this.content = QueryContent.of(event.payload(), event.pool(), event.timeoutMillis());
    this.order = order;
    this.submittedAt = submittedAt;
    this.payload = event.payload();
  }

  /** As it was written down. */
  Query(StatePart.Work written, Session session) {
    this.id = written.id();
    this.session = session;
    this.content = written.content();
    this.order = written.order();
    this.submittedAt = written.submittedAt();
    this.payload = written.payload();
    this.state = written.state();
    this.slot = written.slot();
    this.attempt = written.attempt();
    this.startedAt = written.startedAt();
    StateBuilder.orEmpty(written.aliases()).forEach(this::addAlias);
  }

  void assign(int toSlot) {
    slot = toSlot;
    payload = null;
  }

  void start(int newAttempt, long at) {
    state = QueryState.RUNNING;
    attempt = newAttempt;
    startedAt = at;
  }

  /** It has its outcome, and may still occupy a slot. */
  void settle(QueryState outcome) {
    state = outcome;
  }

  void addAlias(UUID alias) {
    if (aliases == null) {
      aliases = new ArrayList<>(1);
    }
    aliases.add(alias);
  }

  Session session() {
    return session;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public UUID sessionId() {
    return session.id();
  }

  @Override
  public String room() {
    return session.room().name();
  }

  @Override
  public String pool() {
    return content.pool();
  }

  @Override
  public QueryState state() {
    return state;
  }

  @Override
  public long order() {
    return order;
  }

  @Override
  public long timeoutMillis() {
    return content.timeoutMillis();
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public long submittedAt() {
    return submittedAt;
  }

  @Override
  public long startedAt() {
    return startedAt;
  }

  @Override
  public long waitsUntil() {
    long most = session.room().settings().queries().maxWaitMillis();
    return most == 0 || state != QueryState.QUEUED ? 0 : submittedAt + most;
  }

  @Override
  public @Nullable RawJson payload() {
    return payload;
  }

  @Override
  public QueryContent content() {
    return content;
  }

  @Override
  public List<UUID> aliases() {
    return aliases == null ? List.of() : Collections.unmodifiableList(aliases);
  }
}
