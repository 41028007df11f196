/**
 * The OpenAI door: a call takes a session and a slot in its turn, waits, and is answered in the
 * shape that OpenAI's clients expect.
 */
@NullMarked
package dev.naru.ingress.openai;

import org.jspecify.annotations.NullMarked;
