package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.EventReader;
import dev.naru.ingress.EventReader.Pushed;
import dev.naru.ingress.audit.AuditEntry;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.Announcement;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import dev.naru.model.command.Announce;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators tell a room, and who hears it; over real HTTP, in front of ports in memory. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class AnnouncementsTest {
  private static final String PATH = "/admin/v1/rooms/lobby/announcements";
  private final AtomicLong offsets = new AtomicLong(100);
  private final AtomicLong numbers = new AtomicLong();
  private HttpDoor door;
  private SessionRecord session;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new HttpDoor(folder);
  }

  @AfterAll
  void close() {
    door.context.getBean(Signals.class).close();
    door.close();
  }

  @BeforeEach
  void nothingIsToldYet() {
    door.log.away = false;
    door.log.commands.clear();
    door.audit.entries.clear();
    door.audit.away = false;
    door.view.away(false);
    door.view.room("lobby", RoomSettings.defaults());
    tells("", Instant.now());
    session = door.session(SessionState.WAITING);
  }

  /** What an admission worker does: the view, its stamp, and the event. */
  private Announcement tells(String text, Instant at) {
    long offset = offsets.incrementAndGet();
    Announcement told =
        new Announcement(UUID.randomUUID(), text, at.toEpochMilli(), numbers.incrementAndGet());
    door.view.announcement("lobby", told);
    door.shown(offset);
    news().changed("lobby", offset);
    return told;
  }

  private RoomNews news() {
    return door.context.getBean(RoomNews.class);
  }

  private EventReader follow(SessionRecord whose, @Nullable String last) throws Exception {
    List<String> headers = new ArrayList<>(List.of(door.tokenOf(whose.id(), 0)));
    headers.addAll(last == null ? List.of() : List.of("Last-Event-ID", last));
    String path = "/v1/sessions/" + whose.id() + "/events";
    return EventReader.open(door.port, path, headers.toArray(String[]::new));
  }

  private EventReader follow() throws Exception {
    EventReader reader = follow(session, null);
    assertThat(reader.next().brief()).isEqualTo("session WAITING");
    return reader;
  }

  private Answer announce(String path, String content, String... more) {
    String[] headers = new String[more.length + 2];
    System.arraycopy(HttpDoor.OPERATOR, 0, headers, 0, 2);
    System.arraycopy(more, 0, headers, 2, more.length);
    return door.caller.send("POST", path, content, headers);
  }

  @Test
  void anAnnouncementIsLoggedAndInTheAudit() {
    // given
    door.log.decider = (command, offset) -> {};

    // when
    Answer logged = announce(PATH, "{\"text\":\"안녕\\nWe open at 10\",\"reason\":\"late\"}");
    door.log.decider = (command, offset) -> door.shown(offset);
    Answer decided = announce(PATH, "{\"text\":\"\"}", "Prefer", "wait=5");

    // then
    assertThat(logged.status()).isEqualTo(202);
    assertThat(logged.json().propertyNames())
        .containsExactly("announcementId", "room", "text", "at");
    assertThat(logged.text("text")).isEqualTo("안녕\nWe open at 10");
    assertThat(logged.text("at")).isEqualTo("2025-11-25T11:00:00Z");
    assertThat(decided.status()).isEqualTo(200);
    UUID id = UUID.fromString(logged.text("announcementId"));
    assertThat(door.log.commands.getFirst())
        .isEqualTo(new Announce(id, "lobby", "안녕\nWe open at 10"));
    assertThat(door.audit.entries)
        .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
        .containsExactly(
            tuple("room.announce", "rooms/lobby", "late"),
            tuple("room.announce", "rooms/lobby", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":null}",
        "{\"text\":5}",
        "{\"text\":\"\\u0007\"}",
        "{\"text\":\"\\ud800\"}",
        "{\"text\":\"Hello\",\"to\":\"all\"}",
        "[]",
        "{"
      })
  void whatIsNoAnnouncementIsMalformed(String content) {
    // when
    Answer refused = announce(PATH, content);

    // then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("Expected");
    assertThat(door.log.commands).isEmpty();
    assertThat(door.audit.entries).isEmpty();
  }

  @Test
  void whatCannotBeToldIsNotSaidToBe() {
    // given
    String text = "{\"text\":\"%s\"}";

    // then
    assertThat(announce(PATH, text.formatted("x".repeat(2_001))).status()).isEqualTo(400);
    assertThat(announce(PATH.replace("lobby", "no"), text.formatted("x")).status()).isEqualTo(404);
    assertThat(door.caller.send("POST", PATH, text.formatted("x")).status()).isEqualTo(401);
    door.audit.away = true;
    assertThat(announce(PATH, text.formatted("x")).status()).isEqualTo(503);
    assertThat(door.log.commands).isEmpty();
    door.audit.away = false;
    door.log.away = true;
    assertThat(announce(PATH, text.formatted("x")).problem()).isEqualTo("not-confirmed");
  }

  @Test
  void whoeverIsConnectedIsToldOnce() throws Exception {
    // given
    try (EventReader reader = follow()) {
      Announcement told = tells("We open at 10", Instant.now());
      Pushed first = reader.next();

      // when
      door.context.getBean(Signals.class).missed();
      news().missed();
      tells("We open at 11", Instant.now());

      // then
      assertThat(first.name()).isEqualTo("announcement");
      assertThat(first.json().propertyNames())
          .containsExactly("announcementId", "room", "text", "at");
      assertThat(first.text("announcementId")).isEqualTo(told.announcementId().toString());
      assertThat(first.text("room")).isEqualTo("lobby");
      assertThat(first.text("at")).isEqualTo(Instant.ofEpochMilli(told.at()).toString());
      assertThat(reader.next().text("text")).isEqualTo("We open at 11");
    }
    await()
        .until(
            () -> {
              tells("unheard", Instant.now()); // who is gone is found by writing
              return news().rooms() == 0;
            });
  }

  @Test
  void whoeverComesLaterIsToldTheLastOneIfItIsNew() throws Exception {
    // given
    tells("before", Instant.now());
    tells("We open at 10", Instant.now().minus(Duration.ofMinutes(59)));
    try (EventReader reader = follow()) {
      assertThat(reader.next().text("text")).isEqualTo("We open at 10");
    }
    tells("We open at 9", Instant.now().minus(Duration.ofMinutes(61)));

    // when
    try (EventReader reader = follow()) {
      tells("the next", Instant.now());

      // then
      assertThat(reader.next().text("text")).isEqualTo("the next");
    }
  }

  @Test
  void whatWasTakenBackIsToldToThoseWhoMayKnowIt() throws Exception {
    // given
    String last;
    try (EventReader reader = follow()) {
      tells("We open at 10", Instant.now());
      last = reader.next().id();
    }
    tells("", Instant.now());

    // when
    try (EventReader back = follow(session, last);
        EventReader other = follow(door.session(SessionState.ACTIVE), null)) {
      Pushed taken = back.next();
      assertThat(other.next().brief()).isEqualTo("session ACTIVE");
      tells("the next", Instant.now());

      // then
      assertThat(taken.name()).isEqualTo("announcement");
      assertThat(taken.text("text")).isEmpty();
      assertThat(other.next().text("text")).isEqualTo("the next");
    }
  }

  @Test
  void whoeverComesBackIsToldNothingTwice() throws Exception {
    // given
    String last;
    try (EventReader reader = follow()) {
      tells("We open at 10", Instant.now());
      last = reader.next().id();
    }

    // when
    try (EventReader reader = follow(session, last)) {
      tells("We open at 11", Instant.now());

      // then
      assertThat(reader.next().text("text")).isEqualTo("We open at 11");
    }
  }

  @Test
  void aThousandWhoListenCostOneReading() throws Exception {
    // given
    List<EventReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        EventReader reader = follow(door.session(SessionState.ACTIVE), null);
        readers.add(reader);
        assertThat(reader.next().brief()).isEqualTo("session ACTIVE");
      }
      int before = door.view.newsReads();

      // when
      tells("We open at 10", Instant.now());
      for (EventReader reader : readers) {
        assertThat(reader.next().text("text")).isEqualTo("We open at 10");
      }

      // then
      assertThat(door.view.newsReads() - before).isLessThanOrEqualTo(2);
    } finally {
      readers.forEach(EventReader::close);
    }
  }

  @Test
  void theEndComesLastAndWhoeverHasEndedIsToldNothing() throws Exception {
    // given
    tells("We open at 10", Instant.now());
    SessionRecord over = door.session(SessionState.ENDED);

    // when
    try (EventReader reader = follow(over, null)) {
      // then
      assertThat(reader.rest()).extracting(Pushed::brief).containsExactly("session ENDED");
    }
  }

  @Test
  void whileTheViewIsAwayNothingIsLost() throws Exception {
    // given
    try (EventReader reader = follow()) {
      door.view.away(true);
      tells("We open at 10", Instant.now());

      // when
      door.view.away(false);

      // then
      assertThat(reader.next().text("text")).isEqualTo("We open at 10");
    }
  }
}
