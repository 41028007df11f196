/** The standalone's tests. */
@NullMarked
package dev.naru.standalone;

import org.jspecify.annotations.NullMarked;
