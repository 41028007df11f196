/** What Postgres remembers after the view has forgotten; read only. */
@NullMarked
package dev.naru.ingress.history;

import org.jspecify.annotations.NullMarked;
