/** Errors as problem objects. */
@NullMarked
package dev.naru.query.problem;

import org.jspecify.annotations.NullMarked;
