package dev.naru.ingress.view;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * One partition's view as it stands: each reading is of one moment and says which. All methods
 * throw {@link ViewAwayException}, within two seconds, if there is no view to read.
 */
public interface View {

  /** Reads a session, for the holder of the token of session {@code asker}. */
  SessionReading session(UUID id, UUID asker);

  /** Begins to read a session; the stage may fail with {@link ViewAwayException}. */
  CompletionStage<SessionReading> beginSession(UUID id, UUID asker);

  /** Reads a query, for the holder of the token of session {@code asker}. */
  QueryReading query(UUID id, UUID asker);

  /** Reads a room; empty if there is none of that name. */
  Optional<RoomRecord> room(String name);

  /**
   * Reads what everybody in a room was told lately.
   *
   * @param after number of news: only draws that have some after that are read
   */
  NewsReading news(String room, long after);

  /** Reads one of the last draws of a room. */
  DrawReading draw(String room, UUID id);

  Set<String> rooms();

  /**
   * Reads who is in a room, nobody if there is no such room.
   *
   * @param seats most of those who are active
   * @param line most of those who wait
   */
  Crowd crowd(String room, int seats, int line);

  /** Reads a pool; empty if there is none of that name. */
  Optional<PoolRecord> pool(String name);

  Set<String> pools();

  /** Reads what the busy ones of a pool's first so many slots work on, in their order. */
  List<SlotRecord> slots(String pool, int most);

  /** Returns the live session of a user. */
  Optional<UUID> liveSession(String room, String userKey);

  /** Reads where the view stands. */
  Head head();

  /** Notes, for 10 minutes, a submission that was not decided in time. */
  void notePending(UUID queryId, UUID sessionId, long offset);
}
