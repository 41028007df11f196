/** What clients of Redis have in common here. */
@NullMarked
package dev.naru.query.redis;

import org.jspecify.annotations.NullMarked;
