/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.socket;

import org.jspecify.annotations.NullMarked;
