package dev.naru.admission.replay.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line of an exported log, in JSON.
 *
 * @param timestamp the record's time in the log, ms since 1970
 * @param sha256 of the record's bytes, 64 hex digits
 * @param previous the log's hash chain before this record, 64 hex digits; of commands only: the
 *     chain after it is {@code SHA-256(previous ‖ sha256)}, both as bytes
 * @param redacted true if the record itself was left out
 * @param record its bytes as text, if they are UTF-8
 * @param base64 its bytes if they are not; a record without a value has neither
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"topic", "partition", "offset"})
record ExportLine(
    String topic,
    int partition,
    long offset,
    long timestamp,
    String sha256,
    @Nullable String previous,
    @Nullable Boolean redacted,
    List<Field> headers,
    @Nullable String record,
    @Nullable String base64) {

  /** A header: its value as text, or in base64 if it is not UTF-8; it may have none. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Field(String key, @Nullable String value, @Nullable String base64) {
    static Field of(Header header) {
      byte[] value = header.value();
      String text = value == null ? null : text(value);
      return new Field(header.key(), text, value == null || text != null ? null : encoded(value));
    }
  }

  static ExportLine of(LogRecord record, @Nullable String previous, boolean redacts) {
    byte[] value = redacts ? null : record.value();
    String text = value == null ? null : text(value);
    List<Field> headers = new ArrayList<>();
    record.headers().forEach(header -> headers.add(Field.of(header)));
    return new ExportLine(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.hash(),
        previous,
        redacts ? true : null,
        headers,
        text,
        value == null || text != null ? null : encoded(value));
  }

  boolean isRedacted() {
    return Boolean.TRUE.equals(redacted);
  }

  LogRecord toRecord() {
    Headers found = new RecordHeaders();
    headers.forEach(header -> found.add(header.key(), bytes(header.value(), header.base64())));
    return new LogRecord(
        topic,
        partition,
        offset,
        timestamp,
        bytes(record, base64),
        isRedacted() ? sha256 : null,
        found);
  }

  private static byte @Nullable [] bytes(@Nullable String text, @Nullable String encoded) {
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return encoded == null ? null : Base64.getDecoder().decode(encoded);
  }

  private static String encoded(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }

  /** Null if the bytes are not UTF-8. */
  private static @Nullable String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
