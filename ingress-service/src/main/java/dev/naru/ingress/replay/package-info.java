/** The replays that operators ask for; an admission worker runs them. */
@NullMarked
package dev.naru.ingress.replay;

import org.jspecify.annotations.NullMarked;
