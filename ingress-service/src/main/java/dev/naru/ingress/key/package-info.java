/**
 * The keys of the OpenAI door: made by operators, known by their digests, limited in their rates.
 */
@NullMarked
package dev.naru.ingress.key;

import org.jspecify.annotations.NullMarked;
