package dev.naru.ingress.http;

import dev.naru.ingress.Caller;
import dev.naru.ingress.FakeApiKeys;
import dev.naru.ingress.FakeAsked;
import dev.naru.ingress.FakeChunks;
import dev.naru.ingress.FakePushTickets;
import dev.naru.ingress.FakeTransferCodes;
import dev.naru.ingress.FakeView;
import dev.naru.ingress.IdentitySettings;
import dev.naru.ingress.IngressSettings;
import dev.naru.ingress.Instance;
import dev.naru.ingress.OperatorSettings;
import dev.naru.ingress.PushSettings;
import dev.naru.ingress.audit.Audit;
import dev.naru.ingress.chunk.Chunks;
import dev.naru.ingress.deadletter.DeadLetters;
import dev.naru.ingress.erasure.Erasures;
import dev.naru.ingress.figures.HistoryOffsets;
import dev.naru.ingress.figures.Outcomes;
import dev.naru.ingress.figures.Point;
import dev.naru.ingress.figures.PoolOutcomes;
import dev.naru.ingress.figures.RoomSeries;
import dev.naru.ingress.follow.Signals;
import dev.naru.ingress.history.Chronicle;
import dev.naru.ingress.history.History;
import dev.naru.ingress.identity.IdentityConfiguration;
import dev.naru.ingress.identity.SessionToken;
import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.key.ApiKeys;
import dev.naru.ingress.key.KeyRing;
import dev.naru.ingress.key.RateLimits;
import dev.naru.ingress.news.RoomNews;
import dev.naru.ingress.openai.OpenAiConfiguration;
import dev.naru.ingress.page.PageConfiguration;
import dev.naru.ingress.presence.PresenceBook;
import dev.naru.ingress.push.Asked;
import dev.naru.ingress.push.PushTickets;
import dev.naru.ingress.replay.ReplayRuns;
import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.story.Drawings;
import dev.naru.ingress.story.Fairness;
import dev.naru.ingress.story.FairnessFigures;
import dev.naru.ingress.story.HistoryBehindException;
import dev.naru.ingress.story.Stories;
import dev.naru.ingress.story.Story;
import dev.naru.ingress.submit.CommandSubmission;
import dev.naru.ingress.submit.LogEnds;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.submit.SlotTopics;
import dev.naru.ingress.transfer.TransferCodes;
import dev.naru.ingress.view.Currencies;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import dev.naru.ingress.view.RoomFigures;
import dev.naru.ingress.view.Rooms;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.ingress.view.Stamps;
import dev.naru.ingress.view.ViewCurrency;
import dev.naru.ingress.visitors.VisitorRecord;
import dev.naru.ingress.visitors.Visitors;
import dev.naru.model.SessionState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The controllers behind a real web server, in front of ports in memory. */
final class HttpDoor implements AutoCloseable {
  static final String OPERATOR_TOKEN = "an-operators-token";
  static final String VIEWER_TOKEN = "a-viewers-token";
  static final String[] OPERATOR = {"Authorization", "Bearer " + OPERATOR_TOKEN};

  final FakeView view = new FakeView();
  final FakeChunks chunks = new FakeChunks();
  final FakeAsked asked = new FakeAsked();
  final FakePushTickets tickets = new FakePushTickets();
  final FakeTransferCodes transfers = new FakeTransferCodes();
  final FakeLog log = new FakeLog();
  final FakeHistory history = new FakeHistory();
  volatile boolean historyIsBehind;
  final FakeAudit audit = new FakeAudit();
  final FakeLetters letters = new FakeLetters();
  final List<String> grown = new CopyOnWriteArrayList<>();
  final FakeReplayRuns replays = new FakeReplayRuns();
  final FakeApiKeys keys = new FakeApiKeys();
  final FakeErasures erasures = new FakeErasures();
  final List<VisitorRecord> visitors = new CopyOnWriteArrayList<>();
  final FakeChronicle chronicle = new FakeChronicle();
  final Map<UUID, Story> stories = new ConcurrentHashMap<>();
  final List<Drawings.Drawn> drawn = new CopyOnWriteArrayList<>();
  final Stamps stamps = new Stamps();
  final PresenceBook presence = new PresenceBook();
  final ConfigurableApplicationContext context;
  final Caller caller;
  final int port;

  /** Opens the door; settings such as {@code --naru.ingress.origins=…} go before its own. */
  HttpDoor(Path folder, String... settings) {
    context =
        new SpringApplicationBuilder(Configuration.class)
            .initializers(made -> made.getBeanFactory().registerSingleton("httpDoor", this))
            .run(arguments(folder, settings));
    port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    caller = new Caller(port);
  }

  private static String[] arguments(Path folder, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--naru.ingress.key-folder=" + folder.resolve("keys"),
                "--naru.operator.token=" + OPERATOR_TOKEN,
                "--naru.operator.viewer-token=" + VIEWER_TOKEN,
                "--naru.openai.rooms.hasty.max-wait=1s",
                "--naru.ingress.origins=https://shop.example",
                "--management.endpoint.health.validate-group-membership=false"));
    arguments.addAll(List.of(settings));
    return arguments.toArray(String[]::new);
  }

  /** What the view shows from here on, stamp included. */
  void shown(long offset) {
    view.offset(offset);
    stamps.advance(new Head(1, offset));
  }

  private void requireStore() {
    if (history.away) {
      throw new StoreAwayException(new IllegalStateException("away"));
    }
  }

  String[] tokenOf(UUID sessionId, long offset) {
    String token =
        context.getBean(SessionTokens.class).issue(new SessionToken(sessionId, "lobby", 0, offset));
    return new String[] {"Authorization", "Bearer " + token};
  }

  SessionRecord session(SessionState state) {
    SessionRecord session =
        new SessionRecord(
            UUID.randomUUID(),
            "lobby",
            state,
            7L,
            state == SessionState.WAITING ? 3L : null,
            null,
            null,
            null,
            state == SessionState.ENDED ? "LEFT" : null,
            null,
            state == SessionState.WAITING ? "" : null);
    view.session(session);
    return session;
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
      })
  @EnableConfigurationProperties({
    IngressSettings.class,
    OperatorSettings.class,
    PushSettings.class,
    IdentitySettings.class
  })
  @PropertySource("classpath:dev/naru/ingress/ingress.properties")
  @Import({
    HttpConfiguration.class,
    OpenAiConfiguration.class,
    PageConfiguration.class,
    PushHttpConfiguration.class,
    SafetyConfiguration.class,
    SocketHttpConfiguration.class,
    ServerConfiguration.class,
    IdentityConfiguration.class
  })
  static class Configuration {
    @Bean(destroyMethod = "")
    Partitions ingressPartitions(HttpDoor door) {
      ViewCurrency currency = Currencies.alwaysCurrent(door.stamps);
      Partitions partitions =
          new Partitions(number -> new Partition(number, door.view, door.stamps, currency));
      partitions.count(1);
      return partitions;
    }

    @Bean
    CommandSubmission ingressCommandSubmission(HttpDoor door) {
      return door.log;
    }

    @Bean
    Chunks ingressChunks(HttpDoor door) {
      return door.chunks;
    }

    @Bean
    Asked ingressAsked(HttpDoor door) {
      return door.asked;
    }

    @Bean
    PushTickets ingressPushTickets(HttpDoor door) {
      return door.tickets;
    }

    @Bean
    TransferCodes ingressTransferCodes(HttpDoor door) {
      return door.transfers;
    }

    @Bean
    History ingressHistory(HttpDoor door) {
      return door.history;
    }

    @Bean
    Audit ingressAudit(HttpDoor door) {
      return door.audit;
    }

    @Bean
    SlotTopics ingressSlotTopics(HttpDoor door) {
      return (pool, slots) -> door.grown.add(pool + ":" + slots);
    }

    @Bean
    ReplayRuns ingressReplayRuns(HttpDoor door) {
      return door.replays;
    }

    @Bean
    Chronicle ingressChronicle(HttpDoor door) {
      return door.chronicle;
    }

    @Bean
    Stories ingressStories(HttpDoor door) {
      return (id, partition) -> {
        if (door.history.away) {
          throw new StoreAwayException(new IllegalStateException("away"));
        }
        return Optional.ofNullable(door.stories.get(id));
      };
    }

    @Bean
    Drawings ingressDrawings(HttpDoor door) {
      return (room, lottery, most, after) ->
          door.drawn.stream().filter(each -> each.ticket() > after).limit(most).toList();
    }

    @Bean
    Fairness ingressFairness(HttpDoor door) {
      return (room, partition, reached) -> {
        if (door.history.away) {
          throw new StoreAwayException(new IllegalStateException("away"));
        }
        if (door.historyIsBehind) {
          throw new HistoryBehindException();
        }
        return new FairnessFigures(7, 1, 19, new FairnessFigures.Errors(1.5, null));
      };
    }

    @Bean
    RoomSeries ingressRoomSeries(HttpDoor door) {
      return (room, window, waiting) -> {
        door.requireStore();
        return List.of(
            new Point(Instant.EPOCH, 20, waiting, 3, 2, window.step().toMinutes(), 1.5, null));
      };
    }

    @Bean
    HistoryOffsets ingressHistoryOffsets(HttpDoor door) {
      return () -> {
        door.requireStore();
        return Map.of(0, 4L);
      };
    }

    @Bean
    PoolOutcomes ingressPoolOutcomes(HttpDoor door) {
      return () -> {
        door.requireStore();
        return Map.of("default", new Outcomes(7, 1, 0, 0, 0.25, 0.5));
      };
    }

    @Bean
    LogEnds ingressLogEnds(HttpDoor door) {
      return partitions -> {
        if (door.log.away) {
          throw new NotConfirmedException(null);
        }
        return Map.of(0, 10L);
      };
    }

    @Bean
    Instance ingressInstance() {
      return new Instance("here:8080");
    }

    @Bean
    Erasures ingressErasures(HttpDoor door) {
      return door.erasures;
    }

    @Bean
    ApiKeys ingressApiKeys(HttpDoor door) {
      return door.keys;
    }

    @Bean
    KeyRing ingressKeyRing(HttpDoor door) {
      return KeyRing.of(door.keys);
    }

    @Bean
    RateLimits ingressRateLimits() {
      return new RateLimits();
    }

    @Bean
    Visitors ingressVisitors(HttpDoor door) {
      return (room, states, most, after) ->
          door.visitors.stream()
              .filter(one -> one.room().equals(room) && states.contains(one.state()))
              .filter(one -> after == null || one.joinedAt().isAfter(after.joinedAt()))
              .limit(most)
              .toList();
    }

    @Bean
    DeadLetters ingressDeadLetters(HttpDoor door) {
      return door.letters;
    }

    @Bean(destroyMethod = "")
    Signals ingressSignals() {
      return new Signals();
    }

    @Bean
    RoomNews ingressRoomNews() {
      return new RoomNews();
    }

    @Bean
    PresenceBook ingressPresenceBook(HttpDoor door) {
      return door.presence;
    }

    @Bean
    Rooms ingressRooms(Partitions ingressPartitions) {
      return new Rooms(ingressPartitions);
    }

    @Bean
    RoomFigures ingressRoomFigures(Rooms ingressRooms) {
      return new RoomFigures(ingressRooms::read);
    }
  }
}
