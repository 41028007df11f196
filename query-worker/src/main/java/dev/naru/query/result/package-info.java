/** The history of queries in Postgres, projected from the events. */
@NullMarked
package dev.naru.query.result;

import org.jspecify.annotations.NullMarked;
