/** How long the log and the history are kept, and what removes them. */
@NullMarked
package dev.naru.admission.retention;

import org.jspecify.annotations.NullMarked;
