/**
 * Answers that serve for equal questions. An upstream in front of the upstream; Redis keeps the
 * answers, and says who asks while others wait.
 */
@NullMarked
package dev.naru.query.cache;

import org.jspecify.annotations.NullMarked;
