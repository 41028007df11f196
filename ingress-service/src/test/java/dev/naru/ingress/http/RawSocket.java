package dev.naru.ingress.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A WebSocket's client byte by byte: it answers nothing, and may do what no library does. */
final class RawSocket implements AutoCloseable {
  static final int TEXT = 0x81;
  static final int TEXT_OF_MANY = 0x01;
  static final int CONTINUATION = 0x00;
  static final int CLOSE = 0x88;

  private static final byte[] MASK = {1, 2, 3, 4};
  private final Socket socket = new Socket();

  RawSocket(int port) throws IOException {
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(40_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String request =
        """
        GET /v1/ws HTTP/1.1
        Host: 127.0.0.1:%d
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Protocol: naru.v1
        Sec-WebSocket-Extensions: permessage-deflate

        """
            .formatted(port)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of the answer. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(socket.getInputStream().readNBytes(1));
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  void hello(String bearer) throws IOException {
    send(
        TEXT,
        ("{\"type\":\"hello\",\"token\":\"" + bearer + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a frame of at most 64 kB, masked as clients must. */
  void send(int opcode, byte[] content) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(opcode);
    if (content.length < 126) {
      frame.write(0x80 | content.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(content.length >> 8);
      frame.write(content.length);
    }
    frame.write(MASK);
    for (int i = 0; i < content.length; i++) {
      frame.write(content[i] ^ MASK[i % MASK.length]);
    }
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** Reads frames up to the server's close frame, whose code it returns; 1006 if there is none. */
  int closeCode() throws IOException {
    InputStream input = socket.getInputStream();
    try {
      for (int opcode = input.read(); opcode >= 0; opcode = input.read()) {
        int length = input.read();
        if (length == 126) {
          length = input.read() << 8 | input.read();
        }
        byte[] content = input.readNBytes(length);
        if (opcode == CLOSE) {
          return (content[0] & 0xff) << 8 | content[1] & 0xff;
        }
      }
    } catch (SocketException e) {
      // a reset
    }
    return 1006;
  }

  /** Reads what there is; whether the connection comes to its end. */
  boolean ends() throws IOException {
    byte[] read = new byte[1 << 16];
    try {
      while (socket.getInputStream().read(read) >= 0) {}
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true; // a reset
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
