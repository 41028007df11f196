/** Joins over HTTP: how many a second, and how long each takes. */
@NullMarked
package dev.naru.bench.http;

import org.jspecify.annotations.NullMarked;
