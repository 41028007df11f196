package dev.naru.ingress.follow;

import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Rooms;
import dev.naru.model.event.AdmissionPaused;
import dev.naru.model.event.AdmissionResumed;
import dev.naru.model.event.Announced;
import dev.naru.model.event.CommandRefused;
import dev.naru.model.event.DrawCancelled;
import dev.naru.model.event.DrawFinished;
import dev.naru.model.event.DrawPrepared;
import dev.naru.model.event.DrawStarted;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.LotteryDrawn;
import dev.naru.model.event.PoolConfigured;
import dev.naru.model.event.PoolHeld;
import dev.naru.model.event.PoolPlaced;
import dev.naru.model.event.PoolReleased;
import dev.naru.model.event.PreQueueBegan;
import dev.naru.model.event.QueryAssigned;
import dev.naru.model.event.QueryCancelled;
import dev.naru.model.event.QueryFinished;
import dev.naru.model.event.QueryMatched;
import dev.naru.model.event.QueryQueued;
import dev.naru.model.event.QueryStarted;
import dev.naru.model.event.QueryTimedOut;
import dev.naru.model.event.RoomClosed;
import dev.naru.model.event.RoomConfigured;
import dev.naru.model.event.RoomDrained;
import dev.naru.model.event.RoomOpened;
import dev.naru.model.event.RoomScheduled;
import dev.naru.model.event.SessionAdmitted;
import dev.naru.model.event.SessionEnded;
import dev.naru.model.event.SessionMatched;
import dev.naru.model.event.SessionMoved;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.event.SessionTransferred;
import dev.naru.model.event.SessionsDrawn;
import dev.naru.model.event.SlotFreed;
import dev.naru.model.event.TermBegan;
import dev.naru.model.event.TimePassed;
import dev.naru.model.event.WinnersDrawn;
import dev.naru.model.wire.ViewKeys;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says whom an event concerns. */
final class EventSignals {
  private final Signals signals;
  private final RoomNews news;
  private final Rooms rooms;

  EventSignals(Signals signals, RoomNews news, Rooms rooms) {
    this.signals = signals;
    this.news = news;
    this.rooms = rooms;
  }

  /** Takes note of an event of that partition. */
  void apply(Envelope envelope, Partition partition) {
    long offset = envelope.offset();
    switch (envelope.event()) {
      case SessionQueued event -> changed(event.sessionId(), offset);
      case SessionAdmitted event -> left(event.sessionId(), event.room(), offset);
      case SessionMoved event -> left(event.sessionId(), event.room(), offset);
      case SessionEnded event -> left(event.sessionId(), event.room(), offset);
      case SessionTransferred event -> changed(event.sessionId(), offset);
      case SessionMatched event -> changed(event.sessionId(), offset);
      case QueryQueued event -> {
        signals.asked(event.sessionId(), event.queryId(), offset);
        changed(event.queryId(), offset);
      }
      case QueryMatched event -> changed(event.queryId(), offset);
      case QueryAssigned event -> unqueued(event.queryId(), event.pool(), offset);
      case QueryStarted event -> changed(event.queryId(), offset);
      case QueryCancelled event -> unqueued(event.queryId(), event.pool(), offset);
      case QueryTimedOut event -> unqueued(event.queryId(), event.pool(), offset);
      case QueryFinished event -> changed(event.queryId(), offset);
      case DrawPrepared event -> news.changed(event.room(), offset);
      case DrawStarted event -> news.changed(event.room(), offset);
      case WinnersDrawn event -> news.changed(event.room(), offset);
      case DrawFinished event -> news.changed(event.room(), offset);
      case DrawCancelled event -> news.changed(event.room(), offset);
      case Announced event -> news.changed(event.room(), offset);
      case CommandRefused event -> {
        changed(event.sessionId(), offset);
        changed(event.queryId(), offset);
      }
      case RoomConfigured event -> rooms.configured(event.room(), event.settings(), partition);
      case PoolConfigured event -> {}
      case PoolPlaced event -> {}
      case PoolHeld event -> {}
      case PoolReleased event -> {}
      case AdmissionPaused event -> {}
      case AdmissionResumed event -> {}
      case RoomOpened event -> {}
      case RoomScheduled event -> {}
      case PreQueueBegan event -> {}
      case LotteryDrawn event -> {}
      case SessionsDrawn event -> {
        event.sessionIds().forEach(id -> changed(id, offset));
        signals.moved(ViewKeys.line(event.room()), offset);
      }
      case RoomClosed event -> {}
      case RoomDrained event -> {}
      case SlotFreed event -> {}
      case TermBegan event -> {}
      case TimePassed event -> {}
    }
  }

  /** Something may have been missed: everybody is to look for himself. */
  void missed() {
    signals.missed();
    news.missed();
  }

  private void left(UUID sessionId, String room, long offset) {
    signals.changed(sessionId, offset);
    signals.moved(ViewKeys.line(room), offset);
  }

  private void unqueued(UUID queryId, String pool, long offset) {
    signals.changed(queryId, offset);
    signals.moved(ViewKeys.queue(pool), offset);
  }

  private void changed(@Nullable UUID id, long offset) {
    if (id != null) {
      signals.changed(id, offset);
    }
  }
}
