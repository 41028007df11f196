/**
 * Real Kafka, Redis and Postgres behind one small port, for the standalone and for every
 * integration test.
 */
@NullMarked
package dev.naru.embedded;

import org.jspecify.annotations.NullMarked;
