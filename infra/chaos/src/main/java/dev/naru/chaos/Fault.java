package dev.naru.chaos;

import dev.naru.chaos.FaultyLink.Mode;
import dev.naru.embedded.Servers.Kind;
import java.util.Locale;
import java.util.Random;

/** What goes wrong for a while. */
enum Fault {
  ADMISSION_WORKER_KILLED(
      Target.ADMISSION,
      (world, random) -> world.admission().killOne(random),
      world -> world.admission().startOne()),
  ADMISSION_WORKER_FROZEN(
      Target.ADMISSION,
      (world, random) -> world.admission().freezeOne(random),
      world -> world.admission().thaw()),
  QUERY_WORKER_KILLED(
      Target.QUERY,
      (world, random) -> world.query().killOne(random),
      world -> world.query().startOne()),
  QUERY_WORKER_FROZEN(
      Target.QUERY,
      (world, random) -> world.query().freezeOne(random),
      world -> world.query().thaw()),
  QUERY_WORKERS_SCALED(
      Target.QUERY,
      (world, random) -> {
        world.query().scale(1, random);
        world.query().scale(3, random);
      },
      world -> world.query().scale(1, new Random(0))),
  QUERY_WORKERS_ROLLED(Target.QUERY, (world, random) -> world.query().roll(), world -> {}),
  INGRESS_KILLED(
      Target.INGRESS,
      (world, random) -> world.ingress().killOne(random),
      world -> world.ingress().startOne()),
  INGRESS_FROZEN(
      Target.INGRESS,
      (world, random) -> world.ingress().freezeOne(random),
      world -> world.ingress().thaw()),
  REDIS_WIPED(Target.REDIS, (world, random) -> world.redis(redis -> redis.flushall()), world -> {}),
  REDIS_STOPPED(
      Target.REDIS,
      (world, random) -> world.stores().stop(Kind.REDIS),
      world -> world.stores().start(Kind.REDIS)),
  REDIS_OLDER_THAN_THE_LOG(
      Target.REDIS,
      (world, random) -> world.redisPast().remember(),
      world -> world.redisPast().comeBack()),
  REDIS_REFUSING(
      Target.REDIS,
      (world, random) -> world.redisLink().become(Mode.REFUSING),
      world -> world.redisLink().become(Mode.GOOD)),
  REDIS_SILENT(
      Target.REDIS,
      (world, random) -> world.redisLink().become(Mode.SILENT),
      world -> world.redisLink().become(Mode.GOOD)),
  REDIS_SLOW(
      Target.REDIS,
      (world, random) -> world.redisLink().become(Mode.SLOW),
      world -> world.redisLink().become(Mode.GOOD)),
  REDIS_ANSWERS_LOST(
      Target.REDIS,
      (world, random) -> world.redisLink().become(Mode.LOSING_ANSWERS),
      world -> world.redisLink().become(Mode.GOOD)),
  REDIS_READ_ONLY(
      Target.REDIS,
      (world, random) -> world.redis(redis -> redis.replicaof("127.0.0.1", 1)),
      world -> world.redis(redis -> redis.replicaofNoOne())),
  REDIS_FULL(
      Target.REDIS,
      (world, random) -> world.redis(redis -> redis.configSet("maxmemory", "1mb")),
      world -> world.redis(redis -> redis.configSet("maxmemory", "0"))),
  REDIS_SCRIPTS_FLUSHED(
      Target.REDIS,
      (world, random) -> world.flushScripts(true),
      world -> world.flushScripts(false)),
  KAFKA_STOPPED(
      Target.KAFKA, (world, random) -> world.kafka().stop(), world -> world.kafka().startAgain()),
  KAFKA_KILLED(
      Target.KAFKA, (world, random) -> world.kafka().kill(), world -> world.kafka().startAgain()),
  KAFKA_FROZEN(
      Target.KAFKA,
      (world, random) -> Signals.freeze(world.kafka().pid()),
      world -> Signals.thaw(world.kafka().pid())),
  KAFKA_REFUSING(
      Target.KAFKA,
      (world, random) -> world.kafkaLink().become(Mode.REFUSING),
      world -> world.kafkaLink().become(Mode.GOOD)),
  KAFKA_SILENT(
      Target.KAFKA,
      (world, random) -> world.kafkaLink().become(Mode.SILENT),
      world -> world.kafkaLink().become(Mode.GOOD)),
  KAFKA_SLOW(
      Target.KAFKA,
      (world, random) -> world.kafkaLink().become(Mode.SLOW),
      world -> world.kafkaLink().become(Mode.GOOD)),
  KAFKA_ANSWERS_LOST(
      Target.KAFKA,
      (world, random) -> world.kafkaLink().become(Mode.LOSING_ANSWERS),
      world -> world.kafkaLink().become(Mode.GOOD)),
  UPSTREAM_REFUSING(
      Target.UPSTREAM,
      (world, random) -> world.upstreamLink().become(Mode.REFUSING),
      world -> world.upstreamLink().become(Mode.GOOD)),
  UPSTREAM_SILENT(
      Target.UPSTREAM,
      (world, random) -> world.upstreamLink().become(Mode.SILENT),
      world -> world.upstreamLink().become(Mode.GOOD)),
  UPSTREAM_SLOW(
      Target.UPSTREAM,
      (world, random) -> world.upstreamLink().become(Mode.SLOW),
      world -> world.upstreamLink().become(Mode.GOOD)),
  UPSTREAM_ANSWERS_LOST(
      Target.UPSTREAM,
      (world, random) -> world.upstreamLink().become(Mode.LOSING_ANSWERS),
      world -> world.upstreamLink().become(Mode.GOOD)),
  POSTGRES_STOPPED(
      Target.POSTGRES,
      (world, random) -> world.stores().stop(Kind.POSTGRES),
      world -> world.stores().start(Kind.POSTGRES)),
  POSTGRES_SILENT(
      Target.POSTGRES,
      (world, random) -> world.postgresLink().become(Mode.SILENT),
      world -> world.postgresLink().become(Mode.GOOD)),
  POSTGRES_ANSWERS_LOST(
      Target.POSTGRES,
      (world, random) -> world.postgresLink().become(Mode.LOSING_ANSWERS),
      world -> world.postgresLink().become(Mode.GOOD));

  /** What it befalls: one thing at a time befalls each. */
  enum Target {
    ADMISSION,
    QUERY,
    INGRESS,
    REDIS,
    KAFKA,
    UPSTREAM,
    POSTGRES
  }

  private interface Beginning {
    void in(World world, Random random) throws InterruptedException;
  }

  private interface Ending {
    void in(World world) throws InterruptedException;
  }

  private final Target target;
  private final Beginning beginning;
  private final Ending ending;

  Fault(Target target, Beginning beginning, Ending ending) {
    this.target = target;
    this.beginning = beginning;
    this.ending = ending;
  }

  Target target() {
    return target;
  }

  void begin(World world, Random random) throws InterruptedException {
    beginning.in(world, random);
  }

  void end(World world) throws InterruptedException {
    ending.in(world);
  }

  /** As people say it. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
