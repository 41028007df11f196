package dev.naru.ingress.openai;

import dev.naru.ingress.key.ApiKey;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.RoomRecord;
import dev.naru.ingress.view.ViewAwayException;
import dev.naru.model.RoomSettings;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of calls. Calls of one key and user share a session; it is given up when its last
 * call is over and somebody waits in the room, at once or later, and else ends by itself when it is
 * idle for too long. A call without a user has a session of its own, which ends with it.
 * Thread-safe.
 */
final class Stays {
  private static final Duration FIGURES_PATIENCE = Duration.ofMillis(150);

  private final Models rooms;
  private final RoomFigures figures;
  private final CommandSubmission submission;
  private final Supplier<UUID> ids;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Shared> shared = new HashMap<>();

  Stays(Models rooms, RoomFigures figures, CommandSubmission submission, Supplier<UUID> ids) {
    this.rooms = rooms;
    this.figures = figures;
    this.submission = submission;
    this.ids = ids;
  }

  /** Begins a call's stay; {@link #leave} must follow. */
  Stay enter(ApiKey key, @Nullable String user) {
    Partition partition = rooms.partition(key.room());
    RoomSettings settings = rooms.room(key.room());
    int most = settings.queries().perSession();
    UUID id = ids.get();
    if (user == null) {
      return request(id, key.room(), key.id() + "#" + id, null, partition, new Turnstile(most));
    }
    String userKey = key.id() + ":" + user;
    String name = key.room() + "/" + userKey;
    lock.lock();
    try {
      Shared known = shared.computeIfAbsent(name, unseen -> new Shared(new Turnstile(most)));
      known.idleTimeout = settings.idleTimeout();
      Stay stay = known.stay;
      if (stay == null || known.calls == 0 || stay.asked().isCompletedExceptionally()) {
        // it may have ended while nobody was there; if not, the request meets it
        stay = request(id, key.room(), userKey, name, partition, known.turnstile);
        known.stay = stay;
      }
      known.calls++;
      return stay;
    } finally {
      lock.unlock();
    }
  }

  private Stay request(
      UUID id,
      String room,
      String userKey,
      @Nullable String sharedAs,
      Partition partition,
      Turnstile turnstile) {
    var asked = submission.send(partition.number(), new RequestSession(id, room, userKey, null));
    return new Stay(id, room, sharedAs, partition, asked, turnstile);
  }

  /** The stay's session has ended by itself: who comes next asks for another. */
  void forget(Stay stay) {
    stay.end();
    lock.lock();
    try {
      String name = stay.sharedAs();
      if (name != null && isCurrent(stay, shared.get(name))) {
        shared.remove(name);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a call's part in the stay. */
  void leave(Stay stay) {
    String name = stay.sharedAs();
    if (name == null) {
      giveUp(stay);
      return;
    }
    boolean wanted = isWanted(stay.room());
    lock.lock();
    try {
      Shared known = shared.get(name);
      if (known != null && isCurrent(stay, known) && --known.calls == 0) {
        known.idleSince = System.nanoTime();
        if (wanted) {
          shared.remove(name);
          giveUp(stay);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean isCurrent(Stay stay, @Nullable Shared known) {
    return known != null && known.stay == stay;
  }

  private void giveUp(Stay stay) {
    if (!stay.isOver()) {
      // if that fails, silence ends the session
      var unused = submission.send(stay.partition().number(), new LeaveSession(stay.liveId()));
    }
  }

  /** Gives up sessions that no call is in, of rooms where somebody waits. */
  void makeRoom() {
    for (String name : idle()) {
      boolean wanted = isWanted(name.substring(0, name.indexOf('/')));
      lock.lock();
      try {
        Shared known = shared.get(name);
        if (known == null || known.calls > 0) {
          continue;
        }
        Stay stay = known.stay;
        boolean ended = System.nanoTime() - known.idleSince > known.idleTimeout.toNanos();
        if (wanted || ended) {
          shared.remove(name);
        }
        if (wanted && stay != null) {
          giveUp(stay);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private List<String> idle() {
    lock.lock();
    try {
      return shared.entrySet().stream()
          .filter(entry -> entry.getValue().calls == 0)
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private boolean isWanted(String room) {
    try {
      return figures.of(room, FIGURES_PATIENCE).map(RoomRecord::waiting).orElse(0) > 0;
    } catch (ViewAwayException e) {
      return false; // then it is looked at again a second later
    }
  }

  private static final class Shared {
    final Turnstile turnstile;
    @Nullable Stay stay;
    Duration idleTimeout = Duration.ZERO;
    int calls;
    long idleSince;

    Shared(Turnstile turnstile) {
      this.turnstile = turnstile;
    }
  }
}
