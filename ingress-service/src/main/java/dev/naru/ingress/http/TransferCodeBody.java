package dev.naru.ingress.http;

import java.time.Instant;

/** A code for a transfer, as its caller sees it, once. */
record TransferCodeBody(String code, Instant expiresAt) {}
