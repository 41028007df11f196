package dev.naru.ingress.http;

/** A ticket, as its caller sees it, once. */
record PushTicketBody(String ticket) {}
