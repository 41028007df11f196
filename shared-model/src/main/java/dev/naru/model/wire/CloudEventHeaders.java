package dev.naru.model.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** CloudEvents 1.0 attributes as Kafka headers (Kafka protocol binding, binary content mode). */
public final class CloudEventHeaders {
  /** The header that says what a record is, see {@link #type}. */
  public static final String TYPE = "ce_type";

  private static final byte[] SPEC_VERSION = bytes("1.0");
  private static final byte[] JSON = bytes("application/json");

  private CloudEventHeaders() {}

  /**
   * Returns the headers of one record.
   *
   * @param id unique for the source
   * @param type the wire type, such as {@code RequestSession.v1}
   * @param source who wrote it, such as {@code /naru/ingress/a1}
   */
  public static Map<String, byte[]> of(String id, String type, String source) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", SPEC_VERSION);
    headers.put("ce_id", bytes(id));
    headers.put(TYPE, type(type));
    headers.put("ce_source", bytes(source));
    headers.put("content-type", JSON);
    return headers;
  }

  /**
   * Returns the value of the header {@link #TYPE}.
   *
   * @param type the wire type, such as {@code RequestSession.v1}
   */
  public static byte[] type(String type) {
    return bytes("dev.naru." + type);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
