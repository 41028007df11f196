package dev.naru.ingress.http;

import dev.naru.ingress.view.PoolRecord;
import dev.naru.model.HoldReason;
import dev.naru.model.command.Command;
import dev.naru.model.command.HoldPool;
import dev.naru.model.command.ReleasePool;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Holds pools, so that their queries wait, and releases them, whoever held them. */
@RestController
class PoolHoldController {
  private static final String POOL = "/admin/v1/pools/{pool}";
  private static final long UNTIL_RELEASED = 0;

  private final OperatorReads reads;
  private final OperatorCommands commands;
  private final Operations operations;

  PoolHoldController(OperatorReads reads, OperatorCommands commands, Operations operations) {
    this.reads = reads;
    this.commands = commands;
    this.operations = operations;
  }

  /** What the audit keeps of a change. */
  record Held(@Nullable HoldReason held) {}

  @PostMapping(path = POOL + "/hold", produces = Answers.JSON)
  void hold(
      @PathVariable("pool") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Command hold =
        reads.pool(name).held() == HoldReason.OPERATOR
            ? null
            : new HoldPool(name, HoldReason.OPERATOR, UNTIL_RELEASED);
    change("pool.hold", name, hold, new Held(HoldReason.OPERATOR), request, response);
  }

  @PostMapping(path = POOL + "/release", produces = Answers.JSON)
  void release(
      @PathVariable("pool") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Command release = reads.pool(name).held() == null ? null : new ReleasePool(name, null);
    change("pool.release", name, release, new Held(null), request, response);
  }

  /** Null for a command is that it is so already. */
  private void change(
      String action,
      String name,
      @Nullable Command command,
      Held after,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Prefer prefer = Headers.prefer(request);
    Fields fields = Fields.of(request);
    String reason = Reasons.of(request, fields);
    fields.requireNoOther();
    PoolRecord pool = reads.pool(name);
    boolean decided = true;
    if (command != null) {
      operations.note(action, "pools/" + name, reason, new Held(pool.held()), after);
      int place = reads.findPlaceOfPool(name).orElseThrow(() -> Problems.unknown("pool"));
      decided = commands.submit(place, command, prefer);
    }
    Answers.operator(
        response,
        decided ? HttpServletResponse.SC_OK : HttpServletResponse.SC_ACCEPTED,
        OperatedPoolBody.of(reads.pool(name)),
        prefer);
  }
}
