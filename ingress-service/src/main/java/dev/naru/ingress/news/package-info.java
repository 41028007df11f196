/** What everybody in a room is told, read once for all who listen. */
@NullMarked
package dev.naru.ingress.news;

import org.jspecify.annotations.NullMarked;
