package dev.naru.ingress.http;

import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.submit.SlotTopics;
import dev.naru.ingress.view.PoolRecord;
import dev.naru.model.PoolSettings;
import dev.naru.model.SettingsSource;
import dev.naru.model.command.ConfigurePool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pools, as operators look at them and give them slots. The rest of a pool's settings is read by
 * the query workers from their file, when they start, and can be changed there only.
 */
@RestController
class OperatedPoolController {
  private static final String POOL = "/admin/v1/pools/{pool}";

  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;
  private final SlotTopics topics;

  OperatedPoolController(
      OperatorReads reads, OperatorCommands commands, Operations operations, SlotTopics topics) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
    this.topics = topics;
  }

  @GetMapping(path = POOL, produces = Answers.JSON)
  void look(@PathVariable("pool") String name, HttpServletResponse response) throws IOException {
    Answers.operator(response, HttpServletResponse.SC_OK, OperatedPoolBody.of(reads.pool(name)));
  }

  @PutMapping(path = POOL, consumes = Answers.JSON, produces = Answers.JSON)
  void configure(
      @PathVariable("pool") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    String reason = Reasons.ofParameter(request);
    PoolRecord pool = reads.pool(name);
    PoolSettings wanted =
        SettingsForm.read(Fields.of(request).all(), pool.settings(), PoolSettings.class);
    requireChangeable(pool.settings(), wanted);
    DryRun change = new DryRun(SettingsBody.of(pool.settings()), SettingsBody.of(wanted));
    if (DryRun.isWanted(request)) {
      Answers.operator(response, HttpServletResponse.SC_OK, change);
      return;
    }
    operations.note("pool.configure", "pools/" + name, reason, change.before(), change.after());
    grow(name, wanted.slots());
    int place = reads.findPlaceOfPool(name).orElseThrow(() -> Problems.unknown("pool"));
    if (commands.submit(place, new ConfigurePool(name, wanted, SettingsSource.OPERATOR), prefer)) {
      Answers.operator(
          response, HttpServletResponse.SC_OK, OperatedPoolBody.of(reads.pool(name)), prefer);
    } else {
      Answers.operator(response, HttpServletResponse.SC_ACCEPTED, SettingsBody.of(wanted), prefer);
    }
  }

  private static void requireChangeable(PoolSettings old, PoolSettings wanted) {
    PoolSettings rest =
        new PoolSettings(
            old.slots(),
            old.prefetch(),
            wanted.maxAttempts(),
            wanted.slotQuarantine(),
            wanted.maxResult(),
            wanted.whenUnavailable(),
            wanted.upstream().withTimeout(old.upstream().timeout()),
            wanted.breaker(),
            wanted.cache());
    if (!rest.equals(old)) {
      throw Problems.malformed(
          "Expected a change of 'slots', 'prefetch' or 'upstream.timeout', but others differ: query workers read those from naru.yml when they start, so change them there");
    }
  }

  /** The partitions must be there before a slot is: an assignment needs somewhere to go. */
  private void grow(String pool, int slots) {
    try {
      topics.grow(pool, slots);
    } catch (NotConfirmedException e) {
      throw Problems.notConfirmed();
    }
  }
}
