package dev.naru.ingress.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Who shows a token.
 *
 * @param role {@code operator} or {@code viewer}
 */
@JsonPropertyOrder({"name", "role"})
record OperatorBody(String name, String role) {}
