/** How much one address, and one user, may do at one ingress. */
@NullMarked
package dev.naru.ingress.limit;

import org.jspecify.annotations.NullMarked;
