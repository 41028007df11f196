package dev.naru.ingress.identity;

/**
 * Somebody who operates or looks on.
 *
 * @param name what the audit calls them
 */
public record Operator(String name, Role role) {}
