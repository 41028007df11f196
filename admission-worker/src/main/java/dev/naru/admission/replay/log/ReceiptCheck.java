package dev.naru.admission.replay.log;

import dev.naru.model.event.Envelope;
import dev.naru.model.event.SessionQueued;
import dev.naru.model.wire.HashChain;
import dev.naru.model.wire.Topics;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks a receipt against an exported log, also a redacted one: the hash of each record, chained
 * from the first on, must come to the receipt's chain at its offset. Whoever holds both files can
 * do that, and needs nothing else.
 */
public final class ReceiptCheck {
  private final HashChain hashChain = new HashChain();
  private final WireFormat wire = new WireFormat();
  private final Path export;

  /**
   * What came out.
   *
   * @param valid whether the receipt is of this log
   * @param logChain the log's own chain at the offset
   * @param ticketChecked whether the log has the events that name the ticket
   * @param words for people
   */
  public record Finding(
      boolean valid, Receipt receipt, String logChain, boolean ticketChecked, String words) {}

  public ReceiptCheck(Path export) {
    this.export = export;
  }

  /** Throws {@link CannotReplayException} if the log does not have the receipt's offset. */
  public Finding check(Receipt receipt) {
    String chain = chainAt(receipt);
    if (!chain.equals(receipt.chainHash())) {
      return new Finding(
          false,
          receipt,
          chain,
          false,
          "Expected the chain %s at offset %d, but this log has %s there: the receipt is of another log, or one of both was changed"
              .formatted(receipt.chainHash(), receipt.offset(), chain));
    }
    Long ticket = ticketAt(receipt);
    boolean agrees = ticket == null || ticket == receipt.ticket();
    String words =
        agrees
            ? "the receipt is of this log"
            : "Expected ticket %d at offset %d, but this log gave ticket %d there"
                .formatted(receipt.ticket(), receipt.offset(), ticket);
    return new Finding(agrees, receipt, chain, ticket != null, words);
  }

  private String chainAt(Receipt receipt) {
    try (ExportReader lines = new ExportReader(export, Topics.COMMANDS, receipt.partition())) {
      String chain = null;
      long next = -1;
      while (lines.hasNext()) {
        ExportLine line = lines.next();
        String before = chain == null ? begin(line) : chain;
        CannotReplayException.requireNext(chain == null ? line.offset() : next, line.offset());
        requireSame(line, before);
        chain = hashChain.nextOfHash(before, line.sha256());
        next = line.offset() + 1;
        if (line.offset() == receipt.offset()) {
          return chain;
        }
      }
      throw new CannotReplayException(
          "Expected %s to have offset %d of partition %d, which the receipt names, but it has not"
              .formatted(export, receipt.offset(), receipt.partition()));
    }
  }

  /** The chain before the first line: a log that begins later names it, and is held to it. */
  private String begin(ExportLine first) {
    if (first.offset() == 0) {
      return HashChain.GENESIS;
    }
    String previous = first.previous();
    if (previous == null) {
      throw new CannotReplayException(
          "Expected a log that begins at offset %d to name the chain before it, but it does not: export it again"
              .formatted(first.offset()));
    }
    return previous;
  }

  private static void requireSame(ExportLine line, String before) {
    if (line.previous() != null && !before.equals(line.previous())) {
      throw new CannotReplayException(
          "Expected the chain before offset %d to be %s, but the log says %s: it was changed"
              .formatted(line.offset(), before, line.previous()));
    }
  }

  /** Null if the log has no event that says it. */
  private @Nullable Long ticketAt(Receipt receipt) {
    try (ExportReader lines = new ExportReader(export, Topics.EVENTS, receipt.partition())) {
      while (lines.hasNext()) {
        Envelope event = wire.decodeEnvelope(lines.next().toRecord().value());
        if (event.offset() == receipt.offset() && event.event() instanceof SessionQueued queued) {
          return queued.ticket();
        }
      }
      return null;
    } catch (UnreadableRecordException e) {
      return null; // of another version: the chain has said what counts
    }
  }
}
