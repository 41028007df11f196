package dev.naru.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A few seeds, which need the machine for themselves: who is starved looks silent. {@code ./naru
 * chaos} runs as many as wanted.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ChaosIT {
  private static final long JOINS = 300;

  private World world;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    world = new World(folder);
    world.awaitReady();
  }

  @AfterAll
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverGoesWrongNothingConfirmedIsLostAndTheCapsHold(long seed) throws Exception {
    // when
    Outcome outcome = new ChaosRun(world, Plan.of(seed), JOINS).run();

    // then
    assertThat(outcome.violations()).as("seed %d: %s", seed, outcome.plan().words()).isEmpty();
    assertThat(outcome.joins()).isGreaterThanOrEqualTo(JOINS);
  }
}
