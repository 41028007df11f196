/** The way to Postgres for what operators do, and the tables that it needs. */
@NullMarked
package dev.naru.ingress.store;

import org.jspecify.annotations.NullMarked;
