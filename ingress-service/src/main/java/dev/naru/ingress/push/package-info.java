/** What pushes need apart from HTTP: their form, how far they have come, tickets for browsers. */
@NullMarked
package dev.naru.ingress.push;

import org.jspecify.annotations.NullMarked;
