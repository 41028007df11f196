package dev.naru.ingress.view;

/**
 * One partition of the log, as it can be read: its view, how far that has come, and whether it is
 * current. Offsets of one partition mean nothing to another.
 */
public record Partition(int number, View view, Stamps stamps, ViewCurrency currency) {}
