/** The service in front of the log: takes requests over HTTP, writes commands, reads the view. */
@NullMarked
package dev.naru.ingress;

import org.jspecify.annotations.NullMarked;
