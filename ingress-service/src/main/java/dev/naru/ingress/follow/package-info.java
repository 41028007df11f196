/** Follows the events: is the view current, and whose long poll has something to see. */
@NullMarked
package dev.naru.ingress.follow;

import org.jspecify.annotations.NullMarked;
