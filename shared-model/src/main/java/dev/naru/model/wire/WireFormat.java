package dev.naru.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.naru.model.RawJson;
import dev.naru.model.SlotAssignment;
import dev.naru.model.command.Command;
import dev.naru.model.event.Envelope;
import dev.naru.model.event.Event;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON to and from the sealed types. {@code "type"} names type and schema version, such as {@code
 * RequestSession.v1}; what is on the wire once stays readable for ever, so a change of shape is a
 * new version beside the old one. Thread-safe.
 */
public final class WireFormat {
  private static final String VERSION = ".v1";

  /**
   * An event wraps what a command carried: what could be read once must stay readable inside it. A
   * payload's own depth is held to Jackson's 500 where it is copied.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1_000).build())
          // half of a surrogate pair in a name can be escaped, but not encoded
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final JsonMapper mapper =
      JsonMapper.builder(JSON)
          .addMixIn(Command.class, Typed.class)
          .addMixIn(Event.class, Typed.class)
          .registerSubtypes(namedTypes())
          .addModule(
              new SimpleModule()
                  .addSerializer(RawJson.class, new RawJsonSerializer())
                  .addDeserializer(RawJson.class, new RawJsonDeserializer()))
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The wire type of a command or event: its name and schema version. */
  public static String typeOf(Object message) {
    return nameOf(message.getClass());
  }

  /** The wire type of that class of commands or events. */
  public static String nameOf(Class<?> type) {
    return type.getSimpleName() + VERSION;
  }

  public byte[] encode(Command command) {
    return mapper.writeValueAsBytes(command);
  }

  public byte[] encode(Envelope envelope) {
    return mapper.writeValueAsBytes(envelope);
  }

  public byte[] encode(SlotAssignment assignment) {
    return mapper.writeValueAsBytes(assignment);
  }

  public Command decodeCommand(byte @Nullable [] value) throws UnreadableRecordException {
    return decode(value, Command.class);
  }

  public Envelope decodeEnvelope(byte @Nullable [] value) throws UnreadableRecordException {
    return decode(value, Envelope.class);
  }

  public SlotAssignment decodeSlotAssignment(byte @Nullable [] value)
      throws UnreadableRecordException {
    return decode(value, SlotAssignment.class);
  }

  /** Settings and other parts of messages, as they stand in the view. */
  public String encodePart(Object part) {
    return mapper.writeValueAsString(part);
  }

  public <T> T decodePart(String text, Class<T> type) {
    return mapper.readValue(text, type);
  }

  private <T> T decode(byte @Nullable [] value, Class<T> type) throws UnreadableRecordException {
    if (value == null) {
      throw new UnreadableRecordException("Expected JSON, but the record has no value", null);
    }
    try {
      T message = mapper.readValue(value, type);
      if (message == null) {
        throw new UnreadableRecordException(
            "Expected a " + type.getSimpleName() + ", but found null", null);
      }
      return message;
    } catch (JacksonException e) {
      throw new UnreadableRecordException(
          "Expected a "
              + type.getSimpleName()
              + " this version can read, but found: "
              + e.getOriginalMessage(),
          e);
    }
  }

  private static NamedType[] namedTypes() {
    return Stream.of(Command.class, Event.class)
        .flatMap(root -> Arrays.stream(root.getPermittedSubclasses()))
        .map(type -> new NamedType(type, type.getSimpleName() + VERSION))
        .toArray(NamedType[]::new);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Typed {}
}
