package dev.naru.admission.loop;

import dev.naru.admission.clock.DeadlineTicker;
import dev.naru.admission.clock.ScheduleKeeper;
import dev.naru.admission.loop.LoopStatus.Phase;
import dev.naru.admission.loop.LoopStatus.PoolFigures;
import dev.naru.admission.loop.LoopStatus.RoomFigures;
import dev.naru.admission.state.PoolView;
import dev.naru.admission.state.RoomView;
import dev.naru.admission.state.RoomsState;
import dev.naru.admission.view.ViewProjector;
import dev.naru.admission.view.ViewRewrite;
import dev.naru.admission.view.ViewUpdate;
import dev.naru.admission.view.ViewWriter;
import dev.naru.model.command.Command;
import dev.naru.model.command.ConfigurePool;
import dev.naru.model.command.Tick;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.TermBegan;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.ViewKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition's single writer, in one term:
 *
 * <pre>
 *   take over:  fence the predecessor → bring the state to the events' end → begin a term → look at the view
 *
 *   naru.commands ─ poll ─► decode ─► decide ─► evolve ─► one transaction: events + slot assignments ─► view
 *                    ▲        │ cannot                                                                   │
 *                    │        └────► refusal + dead letter                        in turn, after commit ─┘
 *                    └── between batches: a tick if one is due, what schedules need, a slice of the
 *                        view's rewrite
 * </pre>
 *
 * <p>Whatever fails ends the term: the state in memory is thrown away, and the next term recovers
 * it from the log.
 */
final class AdmissionLoop implements AutoCloseable {
  private static final Duration IDLE_POLL = Duration.ofMillis(20);
  private static final long CHECK_VIEW_MILLIS = 1_000;
  private static final long STATUS_MILLIS = 100;
  private static final long FIRST_LOOK_MILLIS = 1_000;

  private final LoopParts parts;
  private final int partition;
  private final TopicPartition commands;
  private final HashChain hashChain = new HashChain();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CommandBatches batches;
  private final Outbox outbox;
  private final RoomsState state;
  private final ViewKeys viewKeys;
  private final ViewProjector projector;
  private final ViewWriter view;
  private final CommandProcessor processor;
  private final LoopMetrics metrics;
  private final DeadlineTicker ticker;
  private final ScheduleKeeper schedules;
  private Batch batch;
  private @Nullable ViewRewrite rewrite;

  /** Null where the log has one partition. */
  private @Nullable FileSettingsSteps fileSettings;

  private long nextViewCheck;
  private long nextStatus;

  private AdmissionLoop(
      LoopParts parts, int partition, Outbox outbox, RoomsState state, long term) {
    this.parts = parts;
    this.partition = partition;
    this.commands = new TopicPartition(Topics.COMMANDS, partition);
    this.outbox = outbox;
    this.state = state;
    this.consumer = parts.clients().commands();
    this.batches = new CommandBatches(consumer, commands, System::nanoTime);
    this.viewKeys = new ViewKeys(partition);
    this.projector = new ViewProjector(state, viewKeys, parts.wire());
    this.view = new ViewWriter(viewKeys, parts.redis(), parts.clock(), term, state.offset());
    this.metrics = new LoopMetrics(parts.registry());
    this.processor = new CommandProcessor(state, this::beforeEvolving);
    this.ticker = new DeadlineTicker(() -> parts.sender().send(partition, new Tick()));
    this.schedules = new ScheduleKeeper(command -> parts.sender().send(partition, command));
    this.batch = new Batch(partition, parts.wire());
  }

  /** Takes the partition over; returns the loop of a new term, ready to run. */
  static AdmissionLoop takeOver(LoopParts parts, int partition) throws Exception {
    Outbox outbox = new Outbox(parts.clients(), partition);
    try {
      outbox.takeOver();
      RoomsState state = parts.keeper().takeOver(partition).state();
      TermBegan began = new TermBegan(parts.softwareVersion());
      Envelope envelope = new Envelope(state.offset(), 0, state.clock(), state.chain(), began);
      long term =
          outbox.publishAlone(
              new ProducerRecord<>(Topics.EVENTS, partition, null, parts.wire().encode(envelope)));
      return new AdmissionLoop(parts, partition, outbox, state, term);
    } catch (Exception e) {
      outbox.close();
      throw e;
    }
  }

  /** Decides as long as it may, or until a new term is wanted, or something fails. */
  void run(BooleanSupplier mayGoOn) throws Exception {
    seekToNext();
    lookAtView();
    beginFileSettings();
    while (mayGoOn.getAsBoolean() && !view.wantsNewTerm()) {
      List<ConsumerRecord<byte[], byte[]>> records =
          batches.next(rewrite == null ? IDLE_POLL : Duration.ZERO);
      if (!records.isEmpty()) {
        decide(records);
      }
      outbox.requireSound();
      view.requireNotStale();
      betweenBatches();
    }
  }

  private void decide(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() != state.offset() + 1) {
        throw gap(record.offset());
      }
      String chain = hashChain.next(state.chain(), record.value());
      processor.process(decode(record), record.offset(), record.timestamp(), chain);
    }
    metrics.decided(records.size());
    ViewUpdate update = projector.drain();
    Batch decided = batch;
    batch = new Batch(partition, parts.wire());
    outbox.publish(decided, () -> view.write(update));
    if (records.size() < CommandBatches.ENOUGH) {
      // when few come, the next ones gather meanwhile
      outbox.awaitCommits();
    }
    batches.ended(records.size());
  }

  private @Nullable Command decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return parts.wire().decodeCommand(record.value());
    } catch (UnreadableRecordException e) {
      batch.add(DeadLetters.unreadable(record, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private void beforeEvolving(Envelope envelope) {
    batch.add(envelope, state);
    projector.before(envelope);
    metrics.before(envelope, state);
  }

  private void betweenBatches() throws Exception {
    long now = parts.clock().millis();
    ticker.tickIfDue(state.nextDeadline(), now, state.offset());
    schedules.look(state, now);
    if (now >= nextViewCheck) {
      nextViewCheck = now + CHECK_VIEW_MILLIS;
      var unused = outbox.inTurn(view::check);
    }
    if (now >= nextStatus) {
      nextStatus = now + STATUS_MILLIS;
      continueFileSettings(now);
      publishStatus();
    }
    continueRewrite();
  }

  private void continueRewrite() {
    if (view.wantsRewrite()) {
      view.beginRewrite();
      rewrite = new ViewRewrite(state, viewKeys, parts.wire());
    }
    if (rewrite == null || !view.isRewriting()) {
      rewrite = null;
      return;
    }
    Runnable task = rewrite.next(view);
    if (task != null) {
      var unused = outbox.inTurn(task);
    }
  }

  private void seekToNext() {
    consumer.assign(List.of(commands));
    consumer.seek(commands, state.offset() + 1);
  }

  private BrokenLogException gap(long found) {
    return new BrokenLogException(
        "Expected offset %d of %s next, but found %d: records were removed. Restore the log, or start with a new data folder"
            .formatted(state.offset() + 1, commands, found));
  }

  /**
   * Waits a moment for Redis to say where the view stands, so that one that is current need not be
   * rewritten.
   */
  private void lookAtView() throws InterruptedException {
    var unused = outbox.inTurn(view::check);
    long until = parts.clock().millis() + FIRST_LOOK_MILLIS;
    while (view.condition() == ViewWriter.Condition.UNKNOWN && parts.clock().millis() < until) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private void beginFileSettings() throws Exception {
    int partitions = consumer.partitionsFor(Topics.COMMANDS).size();
    if (partitions > 1) {
      fileSettings = new FileSettingsSteps(parts, partition, partitions, state);
    } else {
      sendFileSettings();
    }
  }

  private void continueFileSettings(long now) throws Exception {
    parts.keeper().directory().tell(partition, state);
    if (fileSettings != null) {
      fileSettings.step(now);
    }
  }

  private void sendFileSettings() throws Exception {
    for (Command change : parts.fileSettings().changes(state)) {
      if (change instanceof ConfigurePool pool) {
        parts.topics().makeSlots(pool.pool(), pool.settings().slots());
      }
      parts.sender().send(partition, change).get();
    }
  }

  private void publishStatus() {
    Map<String, RoomFigures> rooms = new TreeMap<>();
    for (RoomView room : state.rooms()) {
      rooms.put(room.name(), new RoomFigures(room.settings(), room.active(), room.waiting()));
    }
    Map<String, PoolFigures> pools = new TreeMap<>();
    for (PoolView pool : state.pools()) {
      pools.put(
          pool.name(),
          new PoolFigures(
              pool.queued(), pool.busySlots(), pool.settings().slots(), pool.hold() != null));
    }
    parts
        .status()
        .accept(
            partition,
            new LoopStatus(
                Phase.RUNNING,
                "",
                state.offset(),
                consumer.currentLag(commands).orElse(0),
                view.condition(),
                state.offset() - view.acknowledged(),
                fileSettings == null ? !rooms.isEmpty() : fileSettings.isDone(),
                rooms,
                pools));
  }

  @Override
  public void close() {
    outbox.close();
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
