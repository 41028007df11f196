package dev.naru.ingress;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks on a WebSocket as a browser would, without coming back. */
public final class SocketReader implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Frame END = new Frame("");

  /** A client of its own for all: the JVM's default would keep one connection's thread each. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();

  @SuppressWarnings("NullAway.Init")
  private WebSocket socket;

  private SocketReader() {}

  /** Opens a socket with the subprotocol; says nothing. */
  public static SocketReader open(int port, String... headers) {
    return open(port, "naru.v1", headers);
  }

  /** Opens a socket with that subprotocol, none if it is empty. */
  public static SocketReader open(int port, String protocol, String... headers) {
    SocketReader reader = new SocketReader();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    if (!protocol.isEmpty()) {
      builder.subprotocols(protocol);
    }
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    reader.socket =
        builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/ws"), reader).join();
    return reader;
  }

  /** Status of the answer, if the socket is not opened; 101 if it is. */
  public static int status(int port, String protocol, String... headers) {
    try (SocketReader reader = open(port, protocol, headers)) {
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  public SocketReader hello(String bearer) {
    return send("{\"type\":\"hello\",\"token\":\"" + bearer + "\"}");
  }

  public SocketReader hello(String bearer, String after) {
    return send("{\"type\":\"hello\",\"token\":\"" + bearer + "\",\"after\":\"" + after + "\"}");
  }

  public SocketReader send(String frame) {
    socket.sendText(frame, true).join();
    return this;
  }

  public SocketReader sendPiece(String piece, boolean last) {
    socket.sendText(piece, last).join();
    return this;
  }

  public SocketReader sendBinary(byte[] content) {
    socket.sendBinary(ByteBuffer.wrap(content), true).join();
    return this;
  }

  /** Ends the socket as a client does. */
  public void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
    text.append(piece);
    if (last) {
      frames.add(new Frame(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    frames.add(END);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(new Closed(1006, failure.toString()));
    frames.add(END);
  }

  /** The next frame. */
  public Frame next() throws InterruptedException {
    Frame frame = frames.poll(20, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("Expected a frame within 20 s, but there was none");
    }
    return frame;
  }

  /** All frames up to the end. */
  public List<Frame> rest() throws InterruptedException {
    List<Frame> rest = new java.util.ArrayList<>();
    for (Frame frame = next(); frame != END; frame = next()) {
      rest.add(frame);
    }
    return rest;
  }

  /** Whether no frame is there, at this moment. */
  public boolean isQuiet() {
    return frames.isEmpty();
  }

  /** How the server ended it. */
  public Closed closed() throws Exception {
    return closed.get(30, TimeUnit.SECONDS);
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  public String protocol() {
    return socket.getSubprotocol();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Code and reason of a close frame; 1006 if there was none. */
  public record Closed(int code, String reason) {}

  /** One frame. */
  public record Frame(String content) {
    public JsonNode json() {
      return MAPPER.readTree(content);
    }

    public String text(String field) {
      return json().path(field).asString("");
    }

    /** What the frame is called and what matters, for comparisons. */
    public String brief() {
      String type = text("type");
      return switch (type) {
        case "session" -> "session " + json().path("session").path("state").asString("");
        case "query" ->
            "query " + text("ref") + " " + json().path("query").path("state").asString("");
        case "chunk" -> "chunk " + text("data");
        case "error" -> "error " + text("ref") + " " + json().path("error").path("status").asInt(0);
        default -> type;
      };
    }
  }
}
