package dev.naru.model;

/** How a waiting page hands the session's token over to the place that it leads to. */
public enum HandOver {
  /** The cookie {@code naru_token}: for a target behind the same host. */
  COOKIE,
  /** The part of the address behind {@code #}, which no server sees: for any other target. */
  FRAGMENT
}
