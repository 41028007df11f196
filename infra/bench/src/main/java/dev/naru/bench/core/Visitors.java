package dev.naru.bench.core;

import dev.naru.model.QueryState;
import dev.naru.model.RawJson;
import dev.naru.model.command.Command;
import dev.naru.model.command.FinishQuery;
import dev.naru.model.command.LeaveSession;
import dev.naru.model.command.RequestSession;
import dev.naru.model.command.StartQuery;
import dev.naru.model.command.SubmitQuery;
import java.util.UUID;

/**
 * A ring of visitors and their commands, made before anything is measured: the loop gets its
 * commands from the decoder too. A visitor comes again only long after the last visit has ended.
 */
final class Visitors {
  private static final RawJson PAYLOAD = new RawJson("{\"text\":\"Where is the ferry?\"}");
  private static final RawJson ANSWER = new RawJson("{\"text\":\"It comes.\"}");

  private final Command[] joins;
  private final Command[] leaves;
  private final Command[] submits;
  private final Command[] starts;
  private final Command[] finishes;

  /** Makes visitors with the numbers from the first on. */
  Visitors(int first, int count) {
    joins = new Command[count];
    leaves = new Command[count];
    submits = new Command[count];
    starts = new Command[count];
    finishes = new Command[count];
    for (int i = 0; i < count; i++) {
      int number = first + i;
      UUID session = id(2L * number);
      UUID query = id(2L * number + 1);
      joins[i] = new RequestSession(session, BenchedCore.ROOM, userKey(number), null);
      leaves[i] = new LeaveSession(session);
      submits[i] = new SubmitQuery(query, session, PAYLOAD, 0, null, null);
      starts[i] = new StartQuery(query, BenchedCore.POOL, 0, 1, "bench");
      finishes[i] =
          new FinishQuery(query, BenchedCore.POOL, 0, 1, QueryState.SUCCEEDED, ANSWER, null);
    }
  }

  /** Twelve characters. */
  static String userKey(int number) {
    return "user-%07d".formatted(number);
  }

  /** As a UUIDv7: the time in front, then what looks like chance. */
  static UUID id(long number) {
    long time = (1_763_690_400_000L + number / 1_000) << 16;
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    return new UUID(time | 0x7000 | (mixed >>> 52), (mixed >>> 2) | Long.MIN_VALUE);
  }

  Command join(long visit) {
    return joins[slot(visit)];
  }

  Command leave(long visit) {
    return leaves[slot(visit)];
  }

  Command submit(long visit) {
    return submits[slot(visit)];
  }

  Command start(long visit) {
    return starts[slot(visit)];
  }

  Command finish(long visit) {
    return finishes[slot(visit)];
  }

  private int slot(long visit) {
    return (int) (visit % joins.length);
  }
}
