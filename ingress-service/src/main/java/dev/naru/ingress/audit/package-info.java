/** What operators did, for ever: who, what, when, why, and what it changed. */
@NullMarked
package dev.naru.ingress.audit;

import org.jspecify.annotations.NullMarked;
