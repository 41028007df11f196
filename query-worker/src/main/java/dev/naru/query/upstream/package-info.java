/** What answers queries: the port and its adapters. */
@NullMarked
package dev.naru.query.upstream;

import org.jspecify.annotations.NullMarked;
