package dev.naru.bench.http;

/**
 * What one round of a client saw.
 *
 * @param latencies of the answers that were expected
 * @param others answers of another status
 * @param reconnections how often the server closed a connection
 */
record Round(Latencies latencies, int others, int reconnections, long nanos, long clientCpuNanos) {

  double perSecond() {
    return latencies.count() * 1e9 / nanos;
  }
}
