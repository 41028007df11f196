/** Tests of the package of the same name. */
@NullMarked
package dev.naru.ingress.http;

import org.jspecify.annotations.NullMarked;
