package dev.naru.ingress.socket;

/** Whoever talks on a socket. Called on the server's threads, and never waits. */
public interface SocketPeer {

  /** A frame of text came; the next one comes after {@link SocketConnection#resume()}. */
  void received(String frame);

  /** The socket is closed, by whichever side. */
  void left();
}
