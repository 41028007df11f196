/** The history of sessions in Postgres, projected from the events. */
@NullMarked
package dev.naru.admission.history;

import org.jspecify.annotations.NullMarked;
