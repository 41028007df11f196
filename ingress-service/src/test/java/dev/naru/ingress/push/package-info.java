/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.push;

import org.jspecify.annotations.NullMarked;
