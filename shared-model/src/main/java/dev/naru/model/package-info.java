/** The vocabulary that all services share: ids, states, reasons, room and pool settings. */
@NullMarked
package dev.naru.model;

import org.jspecify.annotations.NullMarked;
