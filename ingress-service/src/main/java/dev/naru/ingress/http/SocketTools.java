package dev.naru.ingress.http;

import dev.naru.ingress.identity.SessionTokens;
import dev.naru.ingress.key.Rate;
import dev.naru.ingress.submit.CommandSubmission;
import java.time.Duration;

/**
 * What talks on sockets are made of.
 *
 * @param frames how many a client may send
 * @param ping after how long without a word it is pinged
 */
record SocketTools(
    SessionTokens tokens,
    SessionReads sessions,
    SessionFeeds feeds,
    Pushes pushes,
    Submissions submissions,
    CommandSubmission submission,
    Rate frames,
    Duration ping) {}
