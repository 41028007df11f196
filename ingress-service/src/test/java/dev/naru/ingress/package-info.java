/** The ingress on real servers, and the rules of its packages. */
@NullMarked
package dev.naru.ingress;

import org.jspecify.annotations.NullMarked;
