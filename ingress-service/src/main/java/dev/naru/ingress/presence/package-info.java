/** Who was heard of lately, told to Redis in batches. */
@NullMarked
package dev.naru.ingress.presence;

import org.jspecify.annotations.NullMarked;
