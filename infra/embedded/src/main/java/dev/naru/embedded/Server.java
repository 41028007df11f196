package dev.naru.embedded;

/** One server: started and stopped any number of times, always on the same port and folder. */
interface Server {

  /** Returns when the server answers; does nothing if it runs already. */
  void start();

  /** Returns when the server is gone; does nothing if it does not run. */
  void stop();
}
