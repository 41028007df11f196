package dev.naru.query.upstream;

import java.nio.charset.Charset;

/** Text that is gathered from bytes, up to a limit. */
final class LimitedText {
  private final TextDecoder decoder;
  private final long limit;
  private final StringBuilder text = new StringBuilder();
  private long size;

  /**
   * @param limit bytes; of what is longer nothing more is kept
   */
  LimitedText(Charset charset, long limit) {
    this.decoder = new TextDecoder(charset);
    this.limit = limit;
  }

  /** Adds the bytes; returns the characters that are whole by now. */
  String add(byte[] bytes) {
    size += bytes.length;
    return isTooLong() ? "" : keep(decoder.decode(bytes));
  }

  /** No more bytes come; returns what was left over. */
  String end() {
    return keep(decoder.end());
  }

  private String keep(String piece) {
    text.append(piece);
    return piece;
  }

  boolean isTooLong() {
    return size > limit;
  }

  /** All of it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
