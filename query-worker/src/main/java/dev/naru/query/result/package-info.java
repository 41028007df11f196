/** What Postgres keeps: the history of queries, from the events, and the dead letters. */
@NullMarked
package dev.naru.query.result;

import org.jspecify.annotations.NullMarked;
