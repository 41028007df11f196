package dev.naru.embedded;

/**
 * The real servers that Naru stands on, started and stopped together or one by one; a server keeps
 * its port and its data for as long as this object lives. Every call ends within 90 s, with a
 * {@link ServerException} if a server does not do what it should.
 */
public interface Servers extends AutoCloseable {

  /** Which server. */
  enum Kind {
    KAFKA,
    REDIS,
    POSTGRES
  }

  /** Starts, in parallel, all servers that do not run yet; says how to reach them. */
  Connections start();

  /** Starts one server again, on its old port and with its data; does nothing if it runs. */
  void start(Kind kind);

  /** Stops one server and keeps its data and port; does nothing if it does not run. */
  void stop(Kind kind);

  /** Stops all servers and gives the folder free; may be called twice. */
  @Override
  void close();
}
