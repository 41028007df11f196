/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.identity;

import org.jspecify.annotations.NullMarked;
