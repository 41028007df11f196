/** What holds while processes and servers are stopped, killed and frozen. */
@NullMarked
package dev.naru.chaos;

import org.jspecify.annotations.NullMarked;
