/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.deadletter;

import org.jspecify.annotations.NullMarked;
