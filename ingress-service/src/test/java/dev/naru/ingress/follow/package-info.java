/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.follow;

import org.jspecify.annotations.NullMarked;
