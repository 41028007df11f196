package dev.naru.ingress.openai;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * An error in OpenAI's shape.
 *
 * @param status of the answer
 * @param type the family: {@code invalid_request_error}, {@code requests}, {@code server_error}
 * @param param field of the request that is wrong; null if none is
 * @param code stable, for programs
 * @param retryAfter seconds after which another try makes sense; 0 if it does not
 */
@JsonPropertyOrder({"message", "type", "param", "code"})
record DoorError(
    @JsonIgnore int status,
    String message,
    String type,
    @Nullable String param,
    String code,
    @JsonIgnore int retryAfter) {

  DoorException asException() {
    return new DoorException(this);
  }
}
