/** Tests of the measuring client. */
@NullMarked
package dev.naru.bench.http;

import org.jspecify.annotations.NullMarked;
