package dev.naru.ingress.http;

import dev.naru.ingress.follow.ViewCurrency;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.SessionReading;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.View;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.Names;
import java.util.Optional;
import java.util.UUID;

/** Reads rooms and pools as they stand now, or says that it cannot: 503. */
final class OperatorReads {
  private final View view;
  private final ViewCurrency currency;

  OperatorReads(View view, ViewCurrency currency) {
    this.view = view;
    this.currency = currency;
  }

  RoomRecord room(String name) {
    return findRoom(name).orElseThrow(() -> Problems.unknown("room"));
  }

  Optional<RoomRecord> findRoom(String name) {
    if (!Names.isName(name)) {
      return Optional.empty();
    }
    try {
      Optional<RoomRecord> room = view.room(name);
      room.ifPresent(found -> requireCurrent(found.head()));
      return room;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  /** Reads a session of the room, if the view still has it. */
  SessionRecord session(String room, UUID id) {
    try {
      SessionReading reading = view.session(id, id);
      requireCurrent(reading.head());
      SessionRecord session = reading.session();
      if (session == null || !session.room().equals(room)) {
        throw Problems.unknown("session");
      }
      return session;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  PoolRecord pool(String name) {
    return findPool(name).orElseThrow(() -> Problems.unknown("pool"));
  }

  Optional<PoolRecord> findPool(String name) {
    if (!Names.isName(name)) {
      return Optional.empty();
    }
    try {
      Optional<PoolRecord> pool = view.pool(name);
      pool.ifPresent(found -> requireCurrent(found.head()));
      return pool;
    } catch (ViewAwayException e) {
      throw Problems.viewAway();
    }
  }

  private void requireCurrent(Head head) {
    String objection = currency.objection(head);
    if (objection != null) {
      throw Problems.viewBehind(objection);
    }
  }
}
