package dev.naru.ingress.http;

import dev.naru.ingress.Instance;
import dev.naru.ingress.figures.HistoryOffsets;
import dev.naru.ingress.figures.Outcomes;
import dev.naru.ingress.figures.PoolOutcomes;
import dev.naru.ingress.http.SystemBody.PartitionBody;
import dev.naru.ingress.store.StoreAwayException;
import dev.naru.ingress.submit.LogEnds;
import dev.naru.ingress.submit.NotConfirmedException;
import dev.naru.ingress.view.Head;
import dev.naru.ingress.view.Partition;
import dev.naru.ingress.view.Partitions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How Naru itself does: answered whatever is away, for that is when it is asked. */
@RestController
class SystemController {
  private final Instance instance;
  private final Partitions partitions;
  private final LogEnds log;
  private final HistoryOffsets history;
  private final PoolOutcomes outcomes;

  SystemController(
      Instance instance,
      Partitions partitions,
      LogEnds log,
      HistoryOffsets history,
      PoolOutcomes outcomes) {
    this.instance = instance;
    this.partitions = partitions;
    this.log = log;
    this.history = history;
    this.outcomes = outcomes;
  }

  @GetMapping(path = "/admin/v1/status", produces = Answers.JSON)
  void look(HttpServletResponse response) throws IOException {
    var all = partitions.all();
    Map<Integer, Long> ends = ends(all.size());
    Map<Integer, Long> reached = reached();
    SystemBody body =
        new SystemBody(
            instance.name(),
            all.stream().map(partition -> body(partition, ends, reached)).toList(),
            outcomes());
    Answers.operator(response, HttpServletResponse.SC_OK, body);
  }

  private static PartitionBody body(
      Partition partition,
      @Nullable Map<Integer, Long> ends,
      @Nullable Map<Integer, Long> reached) {
    Head head = partition.stamps().current();
    Long end = ends == null ? null : ends.get(partition.number());
    Long read = reached == null ? null : reached.getOrDefault(partition.number(), -1L);
    return new PartitionBody(
        partition.number(),
        head.term(),
        head.offset(),
        end == null ? null : Long.valueOf(Math.max(0, end - 1 - head.offset())),
        Math.round(partition.currency().lagSeconds() * 10) / 10.0,
        partition.currency().objection(head),
        read == null ? null : Long.valueOf(Math.max(0, head.offset() - read)));
  }

  private @Nullable Map<Integer, Long> ends(int count) {
    try {
      return log.ends(count);
    } catch (NotConfirmedException e) {
      return null;
    }
  }

  private @Nullable Map<Integer, Long> reached() {
    try {
      return history.reached();
    } catch (StoreAwayException e) {
      return null;
    }
  }

  private @Nullable Map<String, Outcomes> outcomes() {
    try {
      return outcomes.lately();
    } catch (StoreAwayException e) {
      return null;
    }
  }
}
