/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.chunk;

import org.jspecify.annotations.NullMarked;
