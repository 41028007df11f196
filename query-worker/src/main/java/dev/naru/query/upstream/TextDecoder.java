package dev.naru.query.upstream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes to text, piece by piece: a character that is cut in two comes whole with the later piece.
 * What is no character becomes U+FFFD.
 */
final class TextDecoder {
  private static final byte[] NOTHING = {};

  private final CharsetDecoder decoder;
  private ByteBuffer rest = ByteBuffer.wrap(NOTHING);

  TextDecoder(Charset charset) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** The characters that are whole by now, maybe none. */
  String decode(byte[] bytes) {
    CharBuffer text = decode(bytes, false);
    return text.flip().toString();
  }

  /** What is left when no more bytes come. */
  String end() {
    CharBuffer text = decode(NOTHING, true);
    decoder.flush(text);
    return text.flip().toString();
  }

  private CharBuffer decode(byte[] bytes, boolean last) {
    ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.length);
    all.put(rest).put(bytes).flip();
    int most = (int) Math.ceil(all.remaining() * (double) decoder.maxCharsPerByte()) + 8;
    CharBuffer text = CharBuffer.allocate(most);
    var unused = decoder.decode(all, text, last);
    rest = all;
    return text;
  }
}
