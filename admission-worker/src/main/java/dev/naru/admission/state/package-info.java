/**
 * What is: rooms, lines, sessions, queries and slots of one partition, and the evolver, the only
 * code that changes them.
 */
@NullMarked
package dev.naru.admission.state;

import org.jspecify.annotations.NullMarked;
