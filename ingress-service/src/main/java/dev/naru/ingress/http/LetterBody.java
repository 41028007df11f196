package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.naru.ingress.deadletter.Letter;
import dev.naru.model.wire.UnreadableRecordException;
import dev.naru.model.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as operators see it.
 *
 * @param payload a query's own payload; of a record that nobody can read its text, or {@code
 *     base64:} and its bytes if they are none; null if they were not kept
 */
record LetterBody(
    UUID id,
    Instant at,
    String topic,
    int partition,
    long offset,
    String reason,
    @Nullable UUID queryId,
    int attempts,
    boolean parked,
    @JsonRawValue @Nullable String payload) {
  private static final WireFormat WIRE = new WireFormat();

  static LetterBody of(Letter letter) {
    return of(letter, payload(letter));
  }

  /** For the audit, which must not keep what users asked. */
  static LetterBody withoutPayload(Letter letter) {
    return of(letter, null);
  }

  private static LetterBody of(Letter letter, @Nullable String payload) {
    return new LetterBody(
        letter.id(),
        letter.at(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.reason(),
        letter.queryId(),
        letter.attempts(),
        letter.parked(),
        payload);
  }

  private static @Nullable String payload(Letter letter) {
    byte[] value = letter.value();
    if (value == null) {
      return null;
    }
    if (letter.queryId() != null) {
      try {
        return WIRE.decodeSlotAssignment(value).payload().text();
      } catch (UnreadableRecordException e) {
        // then its text is shown
      }
    }
    return Json.OPERATOR.writeValueAsString(text(value));
  }

  private static String text(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(value);
    }
  }
}
