/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.presence;

import org.jspecify.annotations.NullMarked;
