package dev.naru.model;

/** What stands behind a pool. */
public enum UpstreamKind {
  /** Answers with the payload, after a delay: for trials and tests. */
  ECHO,
  /** Any HTTP service that takes a POST. */
  HTTP,
  /** An OpenAI-compatible server. */
  OPENAI
}
