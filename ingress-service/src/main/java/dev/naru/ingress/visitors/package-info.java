/** Who visits a room, for operators: read from the history of sessions. */
@NullMarked
package dev.naru.ingress.visitors;

import org.jspecify.annotations.NullMarked;
