/** Taking a user's name and answers out of what is kept about the past. */
@NullMarked
package dev.naru.ingress.erasure;

import org.jspecify.annotations.NullMarked;
