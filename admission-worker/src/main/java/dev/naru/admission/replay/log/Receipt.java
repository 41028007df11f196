package dev.naru.admission.replay.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody was given when they took their place in the line.
 *
 * @param offset of the command that asked for it
 * @param chainHash the log's hash chain after that command, 64 hex digits
 */
public record Receipt(int partition, long offset, long ticket, String chainHash) {

  /** Reads a receipt, or the story of a session that has one. */
  public static Receipt read(String file) {
    try {
      JsonNode read = new JsonMapper().readTree(Files.readString(Path.of(file)));
      JsonNode receipt = read.has("receipt") ? read.get("receipt") : read;
      String chain = receipt.path("chainHash").asString("");
      if (chain.matches("[0-9a-f]{64}")
          && receipt.path("partition").isInt()
          && receipt.path("ticket").isIntegralNumber()
          && receipt.path("offset").isIntegralNumber()
          && receipt.path("offset").asLong() >= 0) {
        return new Receipt(
            receipt.get("partition").asInt(),
            receipt.get("offset").asLong(),
            receipt.get("ticket").asLong(),
            chain);
      }
    } catch (IOException | InvalidPathException e) {
      throw new CannotReplayException(
          "Expected " + file + " to be a receipt that can be read, but it is not");
    } catch (JacksonException e) {
      // said below
    }
    throw new CannotReplayException(
        "Expected %s to hold a receipt, {\"partition\":0,\"offset\":17,\"ticket\":5,\"chainHash\":\"<64 hex digits>\"}, but it does not"
            .formatted(file));
  }
}
