/** All of Naru in one process, for one machine: {@code ./naru up}. */
@NullMarked
package dev.naru.standalone;

import org.jspecify.annotations.NullMarked;
