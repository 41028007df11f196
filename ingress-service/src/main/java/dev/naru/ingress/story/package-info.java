/** What the history tells of one visitor's wait, and of the order in a room; read only. */
@NullMarked
package dev.naru.ingress.story;

import org.jspecify.annotations.NullMarked;
